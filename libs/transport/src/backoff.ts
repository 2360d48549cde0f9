export interface Backoff {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * The pause before the given attempt (from 1): doubled each time up to the longest, and a random half of it taken off so
 * that processes which failed together do not come back together.
 */
export function backoffMs(
  attempt: number,
  { firstMs, longestMs }: Backoff,
  random: () => number = Math.random,
): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(full / 2 + (full / 2) * random());
}
