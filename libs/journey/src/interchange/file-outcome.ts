import { hasErrors, issue, type Issue } from '#libs/message';
import type { ReceivedMessage, SettledOutcome } from '../outcome.js';
import { nothing } from '../stages/conclude.js';
import type { FileSurvey } from './file-survey.js';
import type { EdiFormat } from './message-head.js';
import { referenceKey } from './reference-keys.js';

const mostReferences = 1000;
const longestReference = 200;

/**
 * What became of a file as a whole: `accepted` when any of its interchanges was taken, whatever became of the messages in
 * it; `duplicate` when it brought nothing that had not been here before.
 */
export function fileOutcome(file: ReceivedMessage, format: EdiFormat, survey: FileSurvey): SettledOutcome {
  const issues: Issue[] = [...survey.issues];
  if (survey.interchanges.length === 0 && !hasErrors(issues)) issues.push(issue('input-empty', {}));
  if (survey.interchanges.some(({ isTest }) => isTest === true)) issues.push(issue('edi-test', {}));
  const references = survey.interchanges.flatMap(({ reference = '' }) =>
    reference === '' ? [] : [reference],
  );
  const keys = references
    .slice(0, mostReferences)
    .map((reference) => referenceKey('control-reference', reference));
  const facts = {
    ...nothing,
    message: file,
    format,
    issues,
    keys,
    reference: references.length === 0 ? undefined : references.join(' ').slice(0, longestReference),
  };
  if (survey.taken.some(({ number }) => !survey.wholeRefusals.has(number)))
    return { ...facts, verdict: 'accepted' };
  const [first] = survey.repeats.values();
  const isRepeated = first !== undefined && survey.repeats.size === survey.interchanges.length;
  if (isRepeated)
    return { ...facts, verdict: 'duplicate', reason: 'reference-repeated', relatedId: first.messageId };
  const error = issues.find(({ severity }) => severity === 'error');
  const [ofMessage] = survey.wholeRefusals.values();
  return { ...facts, verdict: 'refused', reason: error?.code ?? ofMessage?.code };
}
