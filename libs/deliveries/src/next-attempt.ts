import type { RetryLimits } from './destination-terms.js';

/** A partner may ask us to wait, but not for longer than this. */
export const mostRetryAfterMs = 3_600_000;

export interface FailedAttempt {
  /** How many attempts there have been since the delivery was queued, this one included. */
  readonly attempts: number;
  /** How old the delivery is. */
  readonly ageMs: number;
  /** What the partner asked for. */
  readonly retryAfterMs?: number;
}

/**
 * When the next attempt may begin, in milliseconds from now; undefined when the delivery's time is over. Exponential backoff
 * with full jitter: anything from nothing to the bound of this attempt, so that partners who come back are not met by all at
 * once. The last attempt is at the end of the delivery's time.
 * @param random from 0 to 1
 */
export function nextAttemptInMs(
  { attempts, ageMs, retryAfterMs = 0 }: FailedAttempt,
  limits: RetryLimits,
  random: () => number = Math.random,
): number | undefined {
  const leftMs = limits.maxAgeMs - ageMs;
  if (leftMs <= 0) return undefined;
  const boundMs = Math.min(limits.maxDelayMs, limits.firstDelayMs * 2 ** Math.min(attempts - 1, 30));
  const asked = Math.min(retryAfterMs, mostRetryAfterMs);
  return Math.min(leftMs, Math.max(asked, random() * boundMs));
}
