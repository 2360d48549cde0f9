import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../simulators/random.js';
import type { FaultInstallation, Member } from './fault-installation.js';
import type { InterruptibleProxy } from '../../../libs/transport/test/interruptible-proxy.js';
import { repeatDeliveries } from './repeat-deliveries.js';

export interface FaultContext {
  readonly installation: FaultInstallation;
  readonly random: Random;
  /** How long something stays away. */
  readonly awayMs: number;
}

/** A thing that goes wrong, and is over when it resolves. */
export type Fault = (context: FaultContext) => Promise<string>;

const someMember = ({ installation, random }: FaultContext): Member => random.pick(installation.members);

/** Does something to each, and undoes it after a while. */
async function forAWhile<Thing>(
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

async function kill({ process }: Member): Promise<string> {
  await process.kill();
  await process.ready();
  return process.name;
}

const databases = ({ installation }: FaultContext): InterruptibleProxy[] =>
  installation.members.map(({ database }) => database);
const brokers = ({ installation }: FaultContext): InterruptibleProxy[] =>
  installation.members.flatMap((member) => member.brokers);

/** Longer than a silent owner keeps its job and the broker a silent consumer. */
const pastEveryLockMs = 50_000;

const hourMs = 3_600_000;

const kills: Readonly<Record<string, Fault>> = {
  'kill-gateway': ({ installation, random }) => kill(random.pick(installation.gateways)),
  'kill-worker': ({ installation, random }) => kill(random.pick(installation.workers)),
  'kill-postgres': async ({ installation: { services } }) => {
    await services.postgres.kill();
    await services.postgres.startAgain();
    return 'postgres';
  },
  'kill-rabbitmq': async ({ installation: { services }, random }) => {
    const index = random.integer(0, services.brokers.length - 1);
    await services.brokers[index]!.kill();
    await services.brokers[index]!.startAgain();
    return `node ${index + 1}`;
  },
};

const network: Readonly<Record<string, Fault>> = {
  'database-away': (context) =>
    forAWhile(
      databases(context),
      context.awayMs,
      (proxy) => proxy.close(),
      (proxy) => proxy.open(),
    ),
  'broker-away': (context) =>
    forAWhile(
      brokers(context),
      context.awayMs,
      (proxy) => proxy.close(),
      (proxy) => proxy.open(),
    ),
  'database-stalled': (context) =>
    forAWhile(
      databases(context),
      context.awayMs,
      (proxy) => proxy.stall(),
      (proxy) => proxy.resume(),
    ),
  'broker-stalled': (context) =>
    forAWhile(
      brokers(context),
      context.awayMs,
      (proxy) => proxy.stall(),
      (proxy) => proxy.resume(),
    ),
  'slow-network': (context) =>
    forAWhile(
      [...databases(context), ...brokers(context)],
      context.awayMs,
      (proxy) => proxy.slow(context.random.integer(5, 40)),
      (proxy) => proxy.slow(0),
    ),
  'cut-connections': async (context) => {
    const { process, database, brokers: own, door } = someMember(context);
    for (const proxy of context.random.shuffle([database, ...own, ...(door ? [door] : [])]).slice(0, 2))
      proxy.cut();
    return process.name;
  },
};

const oddities: Readonly<Record<string, Fault>> = {
  /** It goes on later as if nothing had been, with its relay, its lanes and its batch in hand. */
  'frozen-worker': async ({ installation, random }) => {
    const { process } = random.pick(installation.workers);
    await forAWhile(
      [process],
      pastEveryLockMs,
      () => process.freeze(),
      () => process.thaw(),
    );
    return process.name;
  },
  /** It can talk to the broker, and believes that it owns relay and lanes, but PostgreSQL does not hear of it. */
  'worker-without-database': async ({ installation, random }) => {
    const { process, database } = random.pick(installation.workers);
    await forAWhile(
      [database],
      pastEveryLockMs,
      () => database.stall(),
      () => database.resume(),
    );
    return process.name;
  },
  'clock-jumps': async ({ installation, random, awayMs }) => {
    const offsets = installation.members.map((member) => {
      const offsetMs = random.integer(-2 * hourMs, 2 * hourMs);
      member.setClock(offsetMs);
      return offsetMs;
    });
    await pause(awayMs);
    for (const member of installation.members) member.setClock(0);
    return offsets.join(', ');
  },
  'deliveries-again': ({ installation, random }) => repeatDeliveries(installation, random),
};

const disk: Readonly<Record<string, Fault>> = {
  'disk-full': async ({ installation: { services }, awayMs }) => {
    if (services.disk === undefined) throw new Error('the services have no small disk');
    services.disk.fill();
    await pause(awayMs);
    services.disk.free();
    await services.reviveDatabase();
    return `${awayMs} ms`;
  },
};

export const faults: Readonly<Record<string, Fault>> = { ...kills, ...network, ...oddities, ...disk };
