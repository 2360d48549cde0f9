import { setTimeout as delay } from 'node:timers/promises';
import { deliveryLines } from '#libs/journal';
import type { Attempt, AttemptEnd, Attempts, NextAttempt } from './attempts.js';
import type { ByteBudget } from './byte-budget.js';
import type { Clock } from './clock.js';
import type { DestinationTerms } from './destination-terms.js';
import type { Holding } from './holding.js';
import { nextAttemptInMs } from './next-attempt.js';
import { sendAttempt, type Surroundings } from './send-attempt.js';

/** What a run of one destination uses together with the others. */
export interface RunParts {
  readonly attempts: Attempts;
  readonly surroundings: Surroundings;
  readonly budget: ByteBudget;
  readonly clock: Clock;
  /** Nothing new begins when it is aborted. */
  readonly stopping: AbortSignal;
  /** What is under way is given back when it is aborted. */
  readonly stopNow: AbortSignal;
  readonly report: (error: unknown) => void;
  readonly ended: (of: Pick<DestinationTerms, 'partner' | 'destination'>, end: AttemptEnd) => void;
}

const askAgainMs = 500;

/** Sends what is due to one destination, as long as this process holds it: one attempt at a time in each line. */
export class DestinationRun {
  private readonly underWay = new Set<Promise<void>>();
  private wanted = true;

  constructor(
    readonly holding: Holding,
    private readonly terms: DestinationTerms,
    private readonly parts: RunParts,
  ) {}

  /** Something new may be due. */
  call(): void {
    this.wanted = true;
  }

  /** Until nothing is due. @throws what the database threw; what is under way has ended then */
  async go(): Promise<void> {
    try {
      while (this.wanted || this.underWay.size > 0) {
        this.wanted = false;
        for (const attempt of await this.begin()) this.start(attempt);
        if (!this.wanted && this.underWay.size > 0) await Promise.race(this.underWay);
      }
    } finally {
      await Promise.all(this.underWay);
    }
  }

  private async begin(): Promise<Attempt[]> {
    const room = deliveryLines - this.underWay.size;
    if (room === 0 || this.parts.stopping.aborted || !this.holding.isGood()) return [];
    return this.parts.attempts.begin(this.holding.claim, this.terms.order, room);
  }

  private start(attempt: Attempt): void {
    const ended = this.attempt(attempt).finally(() => {
      this.underWay.delete(ended);
      // the next of its line may be due, also when somebody is just looking what is
      this.wanted = true;
    });
    this.underWay.add(ended);
  }

  /** Never rejects: what cannot be written down is reported, and found again by whoever holds the destination next. */
  private async attempt(attempt: Attempt): Promise<void> {
    try {
      await this.parts.budget.within(attempt.sizeBytes, () => this.send(attempt));
    } catch (error) {
      this.parts.report(error);
    }
  }

  private async send(attempt: Attempt): Promise<void> {
    const { attempts, clock, surroundings, stopNow } = this.parts;
    const bytes = await attempts.bytesOf(attempt);
    const startedMs = clock.monotonicMs();
    const stop = AbortSignal.any([this.holding.signal, stopNow]);
    // the last look before anything leaves: the process may have stood still since the attempt began
    const isOurs = this.holding.isGood() && !stop.aborted;
    const outcome = isOurs
      ? await sendAttempt(attempt, bytes, this.terms, surroundings, stop)
      : ({ kind: 'unreachable', request: '', detail: 'not sent' } as const);
    const latencyMs = clock.monotonicMs() - startedMs;
    const isUnknown = stop.aborted && outcome.kind !== 'accepted' && outcome.kind !== 'refused';
    const end: AttemptEnd = {
      attempt,
      latencyMs,
      outcome: isUnknown ? { ...outcome, kind: 'interrupted', detail: 'the worker was stopped' } : outcome,
    };
    await this.write(end, { retryInMs: this.retryInMs(end), maxAgeMs: this.terms.retry.maxAgeMs });
    this.parts.ended(this.terms, end);
  }

  private retryInMs({ attempt, outcome, latencyMs }: AttemptEnd): number | undefined {
    const retryAfterMs = 'retryAfterMs' in outcome ? outcome.retryAfterMs : undefined;
    const ageMs = attempt.ageMs + latencyMs;
    return nextAttemptInMs({ attempts: attempt.attempts, ageMs, retryAfterMs }, this.terms.retry);
  }

  /** The database may be away for a moment; what the partner has said must not be forgotten for that. */
  private async write(end: AttemptEnd, next: NextAttempt): Promise<void> {
    for (;;) {
      try {
        return await this.parts.attempts.end(this.holding.claim, end, next);
      } catch (error) {
        this.parts.report(error);
        if (!this.holding.isGood()) throw error;
      }
      await delay(askAgainMs);
    }
  }
}
