import type { DocumentNode } from '#libs/message';
import { envelopeSegment } from './envelope-segment.js';
import type { InterchangeTerms } from './interchange-terms.js';

/** UNB and UNZ around messages (ISO 9735-1); year, month and day in version 4, two digits of the year before it. */
export function edifactEnvelope(
  messages: readonly (readonly DocumentNode[])[],
  { sender, recipient, syntax, requestsAcknowledgement }: InterchangeTerms,
  reference: string,
  at: string,
): DocumentNode[] {
  const { version = '3', level = 'UNOC', test = false } = syntax;
  const digits = at.replace(/\D/g, '');
  const optional = [requestsAcknowledgement ? '1' : '', '', test ? '1' : ''];
  const unb = envelopeSegment('UNB', [
    [level, version],
    [sender.id, sender.qualifier ?? ''],
    [recipient.id, recipient.qualifier ?? ''],
    [digits.slice(version === '4' ? 0 : 2, 8), digits.slice(8, 12)],
    reference,
    ...['', '', '', ...optional],
  ]);
  return [unb, ...messages.flat(), envelopeSegment('UNZ', [String(messages.length), reference])];
}
