import { serviceSegment, valueOf } from '#libs/acknowledgements';
import type { Part } from '#libs/codecs';
import { issue, type Issue } from '#libs/message';
import type { Outcome, ReceivedMessage, SettledOutcome } from '../outcome.js';
import { nothing } from '../stages/conclude.js';
import type { SurveyedInterchange } from './file-survey.js';
import type { InterchangeId } from './interchange-ports.js';
import { messageHead, type EdiFormat } from './message-head.js';
import { referenceKey } from './reference-keys.js';

/**
 * A message that goes down with its interchange or group.
 * @param own what it would have been by itself; it can be found by its own keys, and nothing else comes of it
 */
export function refusedAbove(
  message: ReceivedMessage,
  format: EdiFormat,
  refusal: Issue,
  own: Partial<Outcome> = {},
): Outcome {
  const issues = [...(own.issues ?? []), issue('edi-interchange-refused', {}, { value: refusal.code })];
  const reason = 'edi-interchange-refused';
  return { ...own, ...nothing, keys: own.keys ?? [], message, format, verdict: 'refused', reason, issues };
}

/** A message of an interchange that came before. */
export function repeatedWith(
  message: ReceivedMessage,
  format: EdiFormat,
  first: InterchangeId,
): SettledOutcome {
  const issues = [issue('reference-repeated', {}, { value: message.envelope.id, expected: first.messageId })];
  const related = { relatedId: first.messageId, reason: 'reference-repeated' } as const;
  return { ...nothing, ...related, message, format, verdict: 'duplicate', issues };
}

/** The outcome as the journal keeps it: found by the references of its envelope, and without effect if it is a test. */
export function underEnvelope(
  outcome: Outcome,
  part: Part,
  format: EdiFormat,
  interchange: SurveyedInterchange | undefined,
): Outcome {
  const head = messageHead(part.bytes, format, part.context)?.root.children[0];
  const position = format === 'edifact' ? 1 : 2;
  const reference = head === undefined ? '' : valueOf(serviceSegment(head), position).trim();
  const whole = `${interchange?.reference ?? ''}/${reference}`;
  const keys = [...outcome.keys, referenceKey('message-reference', whole)];
  if (interchange?.isTest !== true) return { ...outcome, keys };
  const issues = [...outcome.issues, issue('edi-test', {})];
  return { ...outcome, keys, issues, canonicals: [], outgoing: [], isTest: true };
}
