import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { v4 as newOwner } from 'uuid';
import { Attempts, usualBreaker, type BreakerLimits } from './attempts.js';
import { ByteBudget } from './byte-budget.js';
import { Claims, type Claim } from './claims.js';
import { systemClock, type Clock } from './clock.js';
import { DestinationRun, type RunParts } from './destination-run.js';
import type { ResolveDestination } from './destination-terms.js';
import { Holding } from './holding.js';
import { takeBackOverdue } from './receipts.js';
import type { Surroundings } from './send-attempt.js';

export interface DispatcherOptions {
  /** How many destinations are served at a time. */
  readonly destinations: number;
  /** How long a destination stays with a worker of which nothing is heard. */
  readonly leaseMs: number;
  /** How often it looks when nobody calls: retries become due, other workers die. */
  readonly lookEveryMs: number;
  /** Bytes of messages in memory at a time. */
  readonly mostBytes: number;
  /** How long attempts under way may go on when the worker is to stop. */
  readonly graceMs: number;
  readonly breaker: BreakerLimits;
}

const usual: DispatcherOptions = {
  destinations: 32,
  leaseMs: 20_000,
  lookEveryMs: 1_000,
  mostBytes: 128 * 1_024 * 1_024,
  graceMs: 10_000,
  breaker: usualBreaker,
};

export interface DispatcherParts extends Surroundings {
  readonly dataSource: DataSource;
  readonly resolve: ResolveDestination;
  readonly report: (error: unknown) => void;
  /** An attempt is over, and written down. */
  readonly ended?: RunParts['ended'];
  readonly clock?: Clock;
}

/** How long a destination rests that is not to be sent to; then it is looked up again. */
const heldMs = 30_000;

/**
 * Sends what is in the queue of deliveries. Any number of workers run one; each destination is one worker's at a time, by a lease
 * that is renewed while the worker lives and that it knows to have lost when it was not. Destinations go on in parallel; in each
 * the order holds, and only its head is under way.
 *
 * A delivery in the queue is
 *
 *   waiting ──begins──→ sending ──accepted──→ (delivered, off the queue)
 *      ↑                   ├──accepted, receipt to come──→ awaiting-receipt ──receipt──→ (delivered or failed)
 *      │                   │                                      └──none in time──→ waiting
 *      │                   ├──refused──→ (failed)
 *      │                   ├──gone──→ waiting, and the destination is switched off
 *      └──after a pause────┴──invalid answer, timeout, unreachable──→ (expired, when its time is over)
 *
 *   offered ──fetched and confirmed by the partner──→ (delivered)        see Inbox
 *
 * An attempt is written down before anything leaves, and its end in one statement. So what a dead worker had under way is known: it
 * is repeated with the same delivery id, because nobody knows whether it arrived.
 */
export class Dispatcher {
  private readonly options: DispatcherOptions;
  private readonly clock: Clock;
  private readonly claims: Claims;
  private readonly runs = new Map<string, { holding: Holding; run?: DestinationRun; done: Promise<void> }>();
  private readonly stopping = new AbortController();
  private readonly stopNow = new AbortController();
  private readonly runParts: RunParts;
  private timers: NodeJS.Timeout[] = [];
  private looking: Promise<void> | undefined;
  private lookAgain = false;

  constructor(
    private readonly parts: DispatcherParts,
    options: Partial<DispatcherOptions> = {},
  ) {
    this.options = { ...usual, ...options };
    this.clock = parts.clock ?? systemClock;
    const owner = newOwner();
    const { dataSource, report, ended = () => undefined } = parts;
    this.claims = new Claims(dataSource, owner, this.clock, this.options.leaseMs);
    this.runParts = {
      attempts: new Attempts(dataSource, owner, this.clock, this.options.breaker),
      surroundings: parts,
      budget: new ByteBudget(this.options.mostBytes),
      clock: this.clock,
      stopping: this.stopping.signal,
      stopNow: this.stopNow.signal,
      report,
      ended,
    };
  }

  start(): void {
    this.timers = [
      setInterval(() => this.call(), this.options.lookEveryMs),
      setInterval(() => void this.renew(), this.options.leaseMs / 4),
    ];
    this.call();
  }

  /** Something may be due. Never rejects: what goes wrong is reported, and looked at again. */
  call(): void {
    for (const { run } of this.runs.values()) run?.call();
    void this.look().catch(this.parts.report);
  }

  /** Takes what is due and lets it go; resolves when it is on its way. Several at once are one. */
  async look(): Promise<void> {
    if (this.looking !== undefined) {
      this.lookAgain = true;
      return this.looking;
    }
    this.looking = this.takeDue().finally(() => (this.looking = undefined));
    await this.looking;
    if (this.lookAgain) {
      this.lookAgain = false;
      await this.look();
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.runs.size > 0) await Promise.all([...this.runs.values()].map(({ done }) => done));
  }

  /** Begins nothing more; what is under way may end, for a while, and is given back then. */
  async stop(): Promise<void> {
    this.stopping.abort();
    // attempts under way keep their leases
    clearInterval(this.timers[0]);
    await this.looking?.catch(this.parts.report);
    const grace = new AbortController();
    const over = delay(this.options.graceMs, undefined, { signal: grace.signal }).catch(() => undefined);
    await Promise.race([this.idle(), over]);
    grace.abort();
    this.stopNow.abort();
    await this.idle();
    this.timers.forEach(clearInterval);
  }

  private async takeDue(): Promise<void> {
    if (this.stopping.signal.aborted) return;
    await takeBackOverdue(this.parts.dataSource, this.clock);
    const room = this.options.destinations - this.runs.size;
    if (room <= 0) return;
    const sinceMs = this.clock.monotonicMs();
    for (const claim of await this.claims.due([...this.runs.keys()], room)) this.begin(claim, sinceMs);
  }

  private begin(claim: Claim, sinceMs: number): void {
    const holding = new Holding(claim, this.clock, this.options.leaseMs, sinceMs);
    const done = this.serve(holding)
      .catch(this.parts.report)
      .finally(() => {
        holding.close();
        this.runs.delete(claim.destination);
      });
    this.runs.set(claim.destination, { holding, done });
  }

  private async serve(holding: Holding): Promise<void> {
    const { claim } = holding;
    let rest: { ms: number; reason: string } | undefined;
    try {
      const terms = await this.parts.resolve(claim.destination);
      if (terms === undefined || 'held' in terms) {
        rest = { ms: heldMs, reason: terms?.held ?? 'no such destination in the configuration' };
        return;
      }
      const run = new DestinationRun(holding, terms, this.runParts);
      const known = this.runs.get(claim.destination);
      if (known !== undefined) known.run = run;
      await run.go();
    } finally {
      await this.claims.release(claim, rest);
    }
  }

  /** Never rejects: a lease that could not be renewed ends by itself. */
  private async renew(): Promise<void> {
    const holdings = [...this.runs.values()].map(({ holding }) => holding);
    if (holdings.length === 0) return;
    const sinceMs = this.clock.monotonicMs();
    try {
      const ours = await this.claims.renew(holdings.map(({ claim }) => claim));
      for (const holding of holdings) {
        if (ours.has(holding.claim.destination)) holding.renewed(sinceMs);
        else if (this.runs.get(holding.claim.destination)?.holding === holding) holding.lose();
      }
    } catch (error) {
      this.parts.report(error);
    }
  }
}
