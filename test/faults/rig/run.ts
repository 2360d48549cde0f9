import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../simulators/random.js';
import { audit } from './audit/audit.js';
import type { Boundary } from './boundaries.js';
import { EmbeddedInstallation } from './embedded-installation.js';
import { FaultInstallation } from './fault-installation.js';
import { faults } from './faults.js';
import type { Installation } from './installation.js';
import type { KeptProcess } from './kept-process.js';
import { Ledger } from './ledger.js';
import { recoveriesAfter, type FaultEvent, type Recovery } from './recovery.js';
import { Load, type LoadOptions } from './load.js';
import { PartnerEndpoint } from './partner/partner-endpoint.js';
import { AmqpSender, RestSender } from './senders.js';
import type { FaultServices } from './services.js';

export interface RunPlan {
  readonly seed: string;
  /** A hub with everything in it, instead of gateways and workers. */
  readonly isEmbedded?: boolean;
  readonly gateways: number;
  readonly workers: number;
  readonly load: LoadOptions;
  /** What goes wrong, one after the other, at random moments. */
  readonly faults: readonly string[];
  /** Where processes die from within, besides. */
  readonly boundaries?: readonly Boundary[];
  /** Orders are pushed to a partner's endpoint besides. */
  readonly hasPartner?: boolean;
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
  /** After each fault: how long until something that was sent after its beginning was acknowledged. */
  readonly recoveries: readonly Recovery[];
  /** What the audit has found; empty when all is well. */
  readonly findings: readonly string[];
}

/** One installation, one load, faults at random moments, and the audit. */
export async function runFaults(services: FaultServices | undefined, plan: RunPlan): Promise<RunResult> {
  const startMs = Date.now();
  const installation = await startInstallation(services, plan);
  const ledger = new Ledger();
  const rest = new RestSender(installation.doors, installation.tokens, ledger);
  const amqp =
    installation.brokerUrls.length === 0
      ? undefined
      : new AmqpSender(installation.brokerUrls, installation.prefix, ledger);
  try {
    const underWay = (): number => ledger.acknowledgeable - installation.inbox.acknowledgements;
    const load = new Load({ rest, amqp: amqp ?? rest }, plan.load, plan.seed, underWay);
    const events = await goWrong(installation, plan);
    plan.progress?.('the load ends');
    await load.stop();
    plan.progress?.('audit');
    return {
      plan,
      schedule: events.map(({ afterMs, what }) => `${afterMs} ${what}`),
      findings: await audit(installation, ledger),
      recoveries: recoveriesAfter(events, ledger, installation.inbox.arrivals),
      messages: ledger.answered.length,
      repeats: ledger.repeats,
      starts: installation.members.reduce((sum, { process }) => sum + process.starts, 0),
      tookMs: Date.now() - startMs,
    };
  } finally {
    await amqp?.close();
    await installation.stop();
  }
}

async function startInstallation(services: FaultServices | undefined, plan: RunPlan): Promise<Installation> {
  const partner = plan.hasPartner === true ? new PartnerEndpoint(plan.seed) : undefined;
  if (plan.isEmbedded === true) return EmbeddedInstallation.start(plan.boundaries ?? [], partner);
  if (services === undefined) throw new Error('the distributed edition needs services');
  return FaultInstallation.start(services, { ...plan, partner });
}

async function goWrong(installation: Installation, plan: RunPlan): Promise<FaultEvent[]> {
  const random = new Random(`${plan.seed}/schedule`);
  const startMs = performance.now();
  const events: FaultEvent[] = [];
  const note = (what: string): void => {
    const atMs = performance.now();
    events.push({ what, atMs, afterMs: Math.round(atMs - startMs) });
    plan.progress?.(`${events.at(-1)!.afterMs} ${what}`);
  };
  for (const name of plan.faults) {
    await pause(plan.calmMs * random.next());
    note(name);
    note(`${name} over: ${await faults[name]!({ installation, random, awayMs: plan.awayMs })}`);
  }
  for (const app of ['hub', 'gateway', 'worker'] as const) {
    const own = (plan.boundaries ?? []).filter((one) => one.app === app);
    const [member] = app === 'worker' ? installation.workers : installation.gateways;
    if (own.length > 0) await untilDead(member!.process, own, note);
  }
  await pause(plan.calmMs / 2);
  return events;
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
