import type { Claim } from './claims.js';
import type { Clock } from './clock.js';

/**
 * A claim as its holder sees it. It ends a while before the lease in the database does, by a clock that goes on while the process
 * stands still: whoever wakes up late finds that it holds nothing any more, and sends nothing.
 */
export class Holding {
  private readonly ended = new AbortController();
  private goodUntilMs = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param sinceMs of the monotonic clock, before the lease was asked for */
  constructor(
    readonly claim: Claim,
    private readonly clock: Clock,
    private readonly leaseMs: number,
    sinceMs: number,
  ) {
    this.renewed(sinceMs);
  }

  /** Aborted when the destination is somebody else's, or may be. */
  get signal(): AbortSignal {
    return this.ended.signal;
  }

  isGood(): boolean {
    if (this.clock.monotonicMs() >= this.goodUntilMs) this.lose();
    return !this.ended.signal.aborted;
  }

  renewed(sinceMs: number): void {
    if (this.ended.signal.aborted) return;
    this.goodUntilMs = sinceMs + this.leaseMs * 0.8;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.isGood(), this.goodUntilMs - this.clock.monotonicMs() + 1).unref();
  }

  lose(): void {
    this.close();
    this.ended.abort();
  }

  close(): void {
    clearTimeout(this.timer);
  }
}
