import { StageError } from '#libs/message';
import { backoffMs, type Backoff } from './backoff.js';
import type { Delivery, HandleBatch, Verdict } from './transport.js';

/** A delivery together with what its transport needs to settle it. */
export interface Held {
  delivery: Delivery;
}

/** How a transport carries out a verdict. */
export interface Settlement<T extends Held> {
  /** In the order of the queue. */
  acknowledge(items: readonly T[]): void;
  /** Resolves when the item is safe with the dead letters and gone from its queue; rejects when it is still here. */
  deadLetter(item: T, reason: string): Promise<void>;
  report(error: unknown): void;
}

export interface BatchLimits {
  readonly batchSize: number;
  readonly lingerMs: number;
  /** Between failures of the handler or of the dead letters, when no verdict says for how long. */
  readonly backoff: Backoff;
}

/** A longer pause is cut to this, so that RabbitMQ's acknowledgement timeout (30 minutes) is never met. */
const longestRetryMs = 10 * 60_000;

/** After so many unexpected errors on one delivery alone it goes to the dead letters instead of blocking its queue. */
const mostUnexpectedFailures = 5;

/**
 * The consuming side of one queue, the same for every transport: it makes batches, has one of them in hand at a time and
 * carries out the verdicts. It is
 *
 * - `idle`: nothing waits;
 * - `lingering`: something waits, and for a moment longer more may join it;
 * - `in-hand`: a batch is with the handler or being settled;
 * - `holding`: deliveries to be retried wait at the head until their pause is over; what came after them waits too;
 * - `stopped`: nothing more is taken. What waits is not settled, so its transport delivers it again.
 *
 * An error that the handler throws with several deliveries in hand says nothing of the single one: they are then
 * offered again one by one, so that one bad message cannot take others to the dead letters.
 */
export class BatchConsumer<T extends Held> {
  private state: 'idle' | 'lingering' | 'in-hand' | 'holding' | 'stopped' = 'idle';
  private waiting: T[] = [];
  private timer: NodeJS.Timeout | undefined;
  private inHand: Promise<void> = Promise.resolve();
  private oneByOne = 0;
  private failuresInARow = 0;
  private readonly unexpected = new WeakMap<T, number>();

  constructor(
    private readonly handle: HandleBatch,
    private readonly settlement: Settlement<T>,
    private readonly limits: BatchLimits,
  ) {}

  get isHolding(): boolean {
    return this.state === 'holding';
  }

  /** Adds a delivery at the tail. Ignored once stopped: then it stays with its transport. */
  offer(item: T): void {
    if (this.state === 'stopped') return;
    this.waiting.push(item);
    this.proceed();
  }

  /** Takes no further batch; resolves when the one in hand is settled. */
  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.state = 'stopped';
    this.waiting = [];
    await this.inHand;
  }

  private proceed(): void {
    if (this.state !== 'idle' && this.state !== 'lingering') return;
    if (this.waiting.length === 0) return;
    if (this.waiting.length >= this.nextSize() || this.limits.lingerMs === 0) return this.begin();
    if (this.state === 'idle') this.pause('lingering', this.limits.lingerMs, () => this.begin());
  }

  private nextSize(): number {
    return this.oneByOne > 0 ? 1 : this.limits.batchSize;
  }

  private begin(): void {
    clearTimeout(this.timer);
    this.state = 'in-hand';
    const batch = this.waiting.splice(0, this.nextSize());
    this.inHand = this.work(batch);
  }

  private async work(batch: readonly T[]): Promise<void> {
    const verdicts = await this.verdictsOn(batch);
    const again = await this.settle(batch, verdicts);
    this.oneByOne = Math.max(0, this.oneByOne - (batch.length - again.items.length));
    if (this.isStopped()) return;
    this.waiting.unshift(...again.items);
    const next = (): void => {
      this.state = 'idle';
      this.proceed();
    };
    if (again.items.length === 0) next();
    else this.pause('holding', Math.min(again.afterMs, longestRetryMs), next);
  }

  /** A method, because the compiler would take the state for unchanged across an await. */
  private isStopped(): boolean {
    return this.state === 'stopped';
  }

  private pause(state: 'lingering' | 'holding', forMs: number, then: () => void): void {
    this.state = state;
    this.timer = setTimeout(then, forMs);
  }

  private async verdictsOn(batch: readonly T[]): Promise<readonly Verdict[]> {
    try {
      const verdicts = await this.handle(batch.map((item) => item.delivery));
      if (verdicts.length !== batch.length) {
        throw new Error(`The handler gave ${verdicts.length} verdicts on ${batch.length} deliveries.`);
      }
      this.failuresInARow = 0;
      return verdicts;
    } catch (error) {
      this.settlement.report(error);
      const verdict = this.verdictOnFailure(batch, error);
      return batch.map(() => verdict);
    }
  }

  private verdictOnFailure(batch: readonly T[], error: unknown): Verdict {
    if (error instanceof StageError && error.retryable) return this.retryWithBackoff();
    const [item] = batch;
    if (batch.length > 1 || item === undefined) {
      this.oneByOne = batch.length;
      return { kind: 'retry', afterMs: 0 };
    }
    if (error instanceof StageError) {
      return { kind: 'dead-letter', reason: `${error.stage}: ${error.message}` };
    }
    const failures = (this.unexpected.get(item) ?? 0) + 1;
    this.unexpected.set(item, failures);
    if (failures < mostUnexpectedFailures) return this.retryWithBackoff();
    this.failuresInARow = 0;
    return { kind: 'dead-letter', reason: `failed ${failures} times: ${String(error)}` };
  }

  private retryWithBackoff(): Verdict {
    this.failuresInARow += 1;
    return { kind: 'retry', afterMs: backoffMs(this.failuresInARow, this.limits.backoff) };
  }

  /** Gives back what has to come again, and after which pause. */
  private async settle(
    batch: readonly T[],
    verdicts: readonly Verdict[],
  ): Promise<{ items: T[]; afterMs: number }> {
    const done: T[] = [];
    const again = { items: [] as T[], afterMs: 0 };
    const retry = (item: T, afterMs: number): void => {
      item.delivery = { ...item.delivery, redelivered: true };
      again.items.push(item);
      again.afterMs = Math.max(again.afterMs, afterMs);
    };
    for (const [index, item] of batch.entries()) {
      const verdict = verdicts[index] as Verdict;
      if (verdict.kind === 'ack') done.push(item);
      else if (verdict.kind === 'retry') retry(item, verdict.afterMs);
      else {
        try {
          await this.settlement.deadLetter(item, verdict.reason);
        } catch (error) {
          this.settlement.report(error);
          retry(item, backoffMs(1, this.limits.backoff));
        }
      }
    }
    if (done.length > 0) this.settlement.acknowledge(done);
    return again;
  }
}
