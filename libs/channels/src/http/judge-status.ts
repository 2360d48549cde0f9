import type { SendOutcome } from '../channel.js';

/**
 * Answers that say nothing about the message: who we are, where we knock, or when. The same bytes may be taken once that is
 * mended, so the backlog must not fail message by message. 409: a request with the same Idempotency-Key is still under way.
 */
const notAboutTheMessage: ReadonlySet<number> = new Set([
  401, 403, 404, 405, 407, 408, 409, 421, 423, 425, 429,
]);

/** What an HTTP status means for a delivery (REL-5). */
export function judgeStatus(status: number): Exclude<SendOutcome['kind'], 'timeout'> {
  if (status >= 200 && status < 300) return 'accepted';
  if (status === 410) return 'gone';
  if (status < 400) return 'invalid-answer';
  return status >= 500 || notAboutTheMessage.has(status) ? 'unreachable' : 'refused';
}

/**
 * Retry-After (RFC 9110, section 10.2.3): seconds, or a date; undefined when it is neither.
 * @param now milliseconds since 1970
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
