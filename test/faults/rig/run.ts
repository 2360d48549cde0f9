import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../simulators/random.js';
import { audit } from './audit/audit.js';
import type { Boundary } from './boundaries.js';
import { FaultInstallation } from './fault-installation.js';
import { faults } from './faults.js';
import type { KeptProcess } from './kept-process.js';
import { Ledger } from './ledger.js';
import { Load, type LoadOptions } from './load.js';
import { AmqpSender, RestSender } from './senders.js';
import type { FaultServices } from './services.js';

export interface RunPlan {
  readonly seed: string;
  readonly gateways: number;
  readonly workers: number;
  readonly load: LoadOptions;
  /** What goes wrong, one after the other, at random moments. */
  readonly faults: readonly string[];
  /** Where processes die from within, besides. */
  readonly boundaries?: readonly Boundary[];
  /** The longest calm between two faults. */
  readonly calmMs: number;
  readonly awayMs: number;
  /** Is told each step. */
  readonly progress?: (line: string) => void;
}

export interface RunResult {
  readonly plan: RunPlan;
  /** What went wrong when, in milliseconds from the start of the load. */
  readonly schedule: readonly string[];
  readonly messages: number;
  readonly repeats: number;
  readonly starts: number;
  readonly tookMs: number;
  /** What the audit has found; empty when all is well. */
  readonly findings: readonly string[];
}

/** One installation, one load, faults at random moments, and the audit. */
export async function runFaults(services: FaultServices, plan: RunPlan): Promise<RunResult> {
  const startMs = Date.now();
  const installation = await FaultInstallation.start(services, plan);
  const ledger = new Ledger();
  const amqp = new AmqpSender(installation.brokerUrls, installation.prefix, ledger);
  try {
    const rest = new RestSender(installation.doors, installation.tokens, ledger);
    const underWay = (): number => ledger.acknowledgeable - installation.inbox.acknowledgements;
    const load = new Load({ rest, amqp }, plan.load, plan.seed, underWay);
    const schedule = await goWrong(installation, plan);
    plan.progress?.('the load ends');
    await load.stop();
    plan.progress?.('audit');
    return {
      plan,
      schedule,
      findings: await audit(installation, ledger),
      messages: ledger.answered.length,
      repeats: ledger.repeats,
      starts: installation.members.reduce((sum, { process }) => sum + process.starts, 0),
      tookMs: Date.now() - startMs,
    };
  } finally {
    await amqp.close();
    await installation.stop();
  }
}

async function goWrong(installation: FaultInstallation, plan: RunPlan): Promise<string[]> {
  const random = new Random(`${plan.seed}/schedule`);
  const startMs = Date.now();
  const schedule: string[] = [];
  const note = (what: string): void => {
    schedule.push(`${Date.now() - startMs} ${what}`);
    plan.progress?.(schedule.at(-1)!);
  };
  for (const name of plan.faults) {
    await pause(plan.calmMs * random.next());
    note(name);
    note(`${name} over: ${await faults[name]!({ installation, random, awayMs: plan.awayMs })}`);
  }
  for (const app of ['gateway', 'worker'] as const) {
    const own = (plan.boundaries ?? []).filter((one) => one.app === app);
    if (own.length > 0) await untilDead(installation[`${app}s`][0]!.process, own, note);
  }
  await pause(plan.calmMs / 2);
  return schedule;
}

const comesWithinMs = 180_000;

async function untilDead(
  process: KeptProcess,
  boundaries: readonly Boundary[],
  note: (what: string) => void,
): Promise<void> {
  let sinceMs = Date.now();
  for (let died = 0; died < boundaries.length;) {
    if (process.diedAt.length > died) {
      note(`${process.name} died: ${process.diedAt[died]}`);
      died += 1;
      sinceMs = Date.now();
    } else if (Date.now() - sinceMs > comesWithinMs)
      throw new Error(`${process.name} never came to: ${boundaries[died]!.name}`);
    else await pause(20);
  }
  await process.ready();
}
