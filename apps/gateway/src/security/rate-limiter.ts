/** Where a caller stands. */
export interface Allowance {
  readonly isAllowed: boolean;
  /** Requests at once. */
  readonly limit: number;
  readonly remaining: number;
  /** Until there is one request more, when there is none; else until all are there again. */
  readonly resetSeconds: number;
}

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

const mostBuckets = 50_000;

/**
 * A bucket of tokens for each caller: a request takes one, and they come back at a steady rate. It is of one process: with
 * several gateways a caller may do as much at each of them.
 */
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly perSecond: number,
    private readonly atOnce: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  take(caller: string): Allowance {
    const bucket = this.filled(caller);
    const isAllowed = bucket.tokens >= 1;
    if (isAllowed) bucket.tokens -= 1;
    const missing = isAllowed ? this.atOnce - bucket.tokens : 1 - bucket.tokens;
    return {
      isAllowed,
      limit: this.atOnce,
      remaining: Math.floor(bucket.tokens),
      resetSeconds: Math.ceil(missing / this.perSecond),
    };
  }

  private filled(caller: string): Bucket {
    const now = this.nowMs();
    const bucket = this.buckets.get(caller) ?? this.added(caller, now);
    const back = ((now - bucket.filledAtMs) / 1_000) * this.perSecond;
    bucket.tokens = Math.min(this.atOnce, bucket.tokens + back);
    bucket.filledAtMs = now;
    return bucket;
  }

  private added(caller: string, now: number): Bucket {
    // the oldest first: whoever makes up names does not get rid of a caller that is busy now
    for (const oldest of this.buckets.keys()) {
      if (this.buckets.size < mostBuckets) break;
      this.buckets.delete(oldest);
    }
    const bucket = { tokens: this.atOnce, filledAtMs: now };
    this.buckets.set(caller, bucket);
    return bucket;
  }
}
