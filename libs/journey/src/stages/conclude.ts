import { hasErrors, issue, type Issue } from '#libs/message';
import type { Agreement } from '#libs/routing';
import type { Outcome, ReceivedMessage, Verdict } from '../outcome.js';
import type { Unidentified } from './identify.js';
import { receiptsIn } from './receipts-in.js';

/** What a message has become that nothing was made of. */
export const nothing = { canonicals: [], keys: [], outgoing: [] } as const satisfies Partial<Outcome>;

/**
 * Nobody can tell whose message it is, or under which agreement, or the agreement is not in use: it waits until somebody
 * can, or until it is. Under an agreement that is over nothing is taken any more.
 */
export function unidentified(
  message: ReceivedMessage,
  { reason, agreement, format, issues }: Unidentified,
): Outcome {
  const verdict = reason === 'agreement-ended' ? 'refused' : 'quarantined';
  return { ...nothing, message, agreement, verdict, reason, format, issues };
}

/** Nothing is wrong with such a message: it goes on when its agreement does. */
export function waitsForAgreement(reason: Outcome['reason']): boolean {
  return reason === 'agreement-draft' || reason === 'agreement-suspended';
}

/** Under an agreement in test a message is examined and answered like any other, and nothing comes of it but the answer to a test. */
export function asTest(outcome: Outcome, { id, version }: Agreement): Outcome {
  const note = issue('agreement-in-test', {}, { value: `${id} ${version}` });
  const incoming = receiptsIn(outcome);
  return {
    ...outcome,
    issues: [...outcome.issues, note],
    canonicals: [],
    outgoing: [],
    incoming,
    isTest: true,
  };
}

/**
 * The verdict over a message: accepted when nothing is wrong with it, quarantined when all that is wrong may be healed
 * by a decision on our side (the agreement names those codes), refused otherwise.
 */
export function conclude(found: Omit<Outcome, 'verdict' | 'reason'>, agreement: Agreement): Outcome {
  const errors = found.issues.filter((fault) => fault.severity === 'error');
  if (errors.length === 0) return { ...found, verdict: 'accepted' };
  const verdict: Verdict = errors.every((fault) => agreement.quarantineOn.includes(fault.code))
    ? 'quarantined'
    : 'refused';
  // without the message accepted nothing of it may go anywhere; the keys stay, so that it can be found
  return { ...found, verdict, reason: reasonOf(errors), canonicals: [], outgoing: [] };
}

/** That the message names another sender goes before whatever else its schema says of it. */
function reasonOf(errors: readonly Issue[]): Issue['code'] {
  const mismatch = errors.find(({ code }) => code === 'sender-mismatch');
  return (mismatch ?? errors[0]!).code;
}

/**
 * The faults of validation and mapping together, each place told once: where the schema has already complained of a
 * value, that the value cannot be mapped either is no news.
 */
export function together(validated: readonly Issue[], mapped: readonly Issue[]): Issue[] {
  if (!hasErrors(validated)) return [...validated, ...mapped];
  const known = new Set(validated.map(placeOf));
  const isNews = (fault: Issue): boolean => fault.code !== 'source-missing' && !known.has(placeOf(fault));
  return [...validated, ...mapped.filter(isNews)];
}

function placeOf({ location }: Issue): string {
  return `${location.path ?? ''}@${location.line ?? location.offset ?? ''}`;
}
