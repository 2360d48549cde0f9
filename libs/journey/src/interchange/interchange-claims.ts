import { issue } from '#libs/message';
import type { ReceivedMessage } from '../outcome.js';
import type { IdentifiedInterchange } from '../stages/identify.js';
import type { FileSurvey, SurveyedInterchange } from './file-survey.js';
import type { InterchangeClaim, InterchangeStanding } from './interchange-ports.js';

const longestReference = 200;

/** The control references of those interchanges of a file that are not refused. */
export function claimsOf(
  survey: FileSurvey,
  file: ReceivedMessage,
  { partner, format }: IdentifiedInterchange,
): InterchangeClaim[] {
  return survey.taken.flatMap((interchange) => {
    const reference = nameOf(interchange);
    if (reference === undefined) return [];
    const { number, isTest = false, sha256 } = interchange;
    const { id: messageId } = file.envelope;
    return [
      { partner: partner.id, syntax: format, isTest, reference, sha256, messageId, interchange: number },
    ];
  });
}

/** Control references count between one sender and one recipient. */
function nameOf({ sender, recipient, reference = '' }: SurveyedInterchange): string | undefined {
  if (reference === '') return undefined;
  const parties = [sender, recipient].map((party) => `${party?.id ?? ''}:${party?.qualifier ?? ''}`);
  return [...parties, reference].join(' ').slice(0, longestReference).replaceAll('\0', '');
}

/**
 * Enters into the survey what the journal says of the claims: the same interchange once more, or another one under a
 * reference that was used before.
 * @returns the interchanges that have their reference from now on
 */
export function settleClaims(
  survey: FileSurvey,
  claims: readonly InterchangeClaim[],
  standings: readonly InterchangeStanding[],
): number[] {
  const fresh: number[] = [];
  for (const [index, { kind, holder }] of standings.entries()) {
    const { interchange, syntax } = claims[index]!;
    const args = { interchange, group: 0, message: 0 };
    const location = { path: syntax === 'edifact' ? 'UNB/0020' : 'ISA/ISA13' };
    const details = { value: survey.interchange(interchange)?.reference, expected: holder.messageId, args };
    if (kind === 'fresh') fresh.push(interchange);
    if (kind === 'repeated') {
      survey.repeats.set(interchange, holder);
      survey.add(issue('reference-repeated', location, details));
    }
    if (kind === 'conflict') survey.add(issue('reference-conflict', location, details));
  }
  return fresh;
}
