import { groupsOfSet } from '#libs/codecs';
import type { DocumentNode } from '#libs/message';
import { envelopeSegment } from './envelope-segment.js';
import type { InterchangeTerms } from './interchange-terms.js';

/**
 * ISA, GS, GE and IEA around transaction sets of one kind, in one group (X12.5, X12.6).
 * @param release version and release of the sets, `004010`
 */
export function x12Envelope(
  sets: readonly (readonly DocumentNode[])[],
  { sender, recipient, syntax, requestsAcknowledgement }: InterchangeTerms,
  { set, release, isaVersion }: { set: string; release: string; isaVersion: string },
  numbers: { interchange: string; group: string },
  at: string,
): DocumentNode[] {
  const digits = at.replace(/\D/g, '');
  const [date, time] = [digits.slice(0, 8), digits.slice(8, 12)];
  const parties = [sender, recipient].flatMap(({ id, qualifier = 'ZZ' }) => [qualifier, id]);
  const isa = envelopeSegment('ISA', [
    ...['00', ' '.repeat(10), '00', ' '.repeat(10)],
    ...parties,
    ...[date.slice(2), time, 'U', isaVersion, numbers.interchange],
    requestsAcknowledgement ? '1' : '0',
    syntax.test === true ? 'T' : 'P',
    '',
  ]);
  const code = groupsOfSet(set)[0] ?? '';
  const codes = [sender.id, recipient.id];
  return [
    isa,
    envelopeSegment('GS', [code, ...codes, date, time, numbers.group, 'X', release]),
    ...sets.flat(),
    envelopeSegment('GE', [String(sets.length), numbers.group]),
    envelopeSegment('IEA', ['1', numbers.interchange]),
  ];
}
