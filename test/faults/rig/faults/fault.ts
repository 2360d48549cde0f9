import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../../simulators/random.js';
import type { Installation, Member } from '../installation.js';
import type { FaultServices } from '../services.js';

export interface FaultContext {
  readonly installation: Installation;
  readonly random: Random;
  /** How long something stays away. */
  readonly awayMs: number;
}

/** A thing that goes wrong, and is over when it resolves. */
export type Fault = (context: FaultContext) => Promise<string>;

/** Does something to each, and undoes it after a while. */
export async function forAWhile<Thing>(
  things: readonly Thing[],
  awayMs: number,
  begin: (thing: Thing) => unknown,
  end: (thing: Thing) => unknown,
): Promise<string> {
  for (const thing of things) await begin(thing);
  await pause(awayMs);
  for (const thing of things) await end(thing);
  return `${awayMs} ms`;
}

export function someMember({ installation, random }: FaultContext): Member {
  return random.pick(installation.members);
}

/** @throws Error in the embedded edition, which has none */
export function servicesOf({ installation: { services } }: FaultContext): FaultServices {
  if (services === undefined) throw new Error('there are no services to disturb');
  return services;
}
