import { peek, recognise } from '#libs/codecs';
import { issue, type Envelope, type FormatName, type Issue, type IssueCode } from '#libs/message';
import type { Agreement, EdiTerms, Partner, RoutingTable } from '#libs/routing';
import {
  isAcknowledgement,
  isEdiFormat,
  messageHead,
  messageNamedBy,
  type EdiFormat,
} from '../interchange/message-head.js';
import type { BatchPart } from '../outcome.js';

/** Who sent the message, and under which agreement; or why nobody can tell. */
export type Identification = IdentifiedMessage | IdentifiedInterchange | IdentifiedAnswer | Unidentified;

export interface IdentifiedMessage {
  readonly kind: 'identified';
  readonly partner: Partner;
  readonly agreement: Agreement;
  readonly charset?: string;
}

/** A file of EDI: its messages have agreements, the file itself has the partner's terms. */
export interface IdentifiedInterchange {
  readonly kind: 'interchange';
  readonly partner: Partner;
  readonly terms: EdiTerms;
  readonly format: EdiFormat;
}

/** An EDI message that answers one of ours. */
export interface IdentifiedAnswer {
  readonly kind: 'answer';
  readonly partner: Partner;
  readonly format: EdiFormat;
}

/** Nobody can tell whose message it is, or its agreement is not in use. */
export interface Unidentified {
  readonly kind: 'unidentified';
  readonly reason: IssueCode;
  /** The one that is not in use. */
  readonly agreement?: Agreement;
  readonly format?: FormatName;
  readonly issues: readonly Issue[];
}

/** What identification looks at; the intake has no more than this. */
export interface Identifiable {
  readonly envelope: Pick<Envelope, 'sender' | 'contentType' | 'fileName'>;
  readonly head: Uint8Array;
  readonly part?: BatchPart;
}

/** Looks at the first bytes only. A record of a batch falls under the agreement of its file. */
export function identify(message: Identifiable, routing: RoutingTable): Identification {
  const { sender, contentType, fileName } = message.envelope;
  const partner = sender === undefined ? undefined : routing.partner(sender);
  if (partner === undefined) return unidentified('sender-unknown', { value: sender ?? '' });
  const { part, head } = message;
  if (part !== undefined && isEdiFormat(part.format))
    return identifyPart(head, part.context, part.format, partner, routing);
  if (part?.agreement !== undefined) {
    const agreement = routing.agreement(partner.id, part.agreement, part.agreementVersion);
    if (agreement !== undefined) return underAgreement(partner, agreement, agreement.charset);
  }
  const { format, charset, rootName, namespace } = recognise(head, { contentType, fileName });
  if (isEdiFormat(format) && partner.edi !== undefined)
    return { kind: 'interchange', partner, terms: partner.edi, format };
  const property = (name: string): string | undefined =>
    format === 'json' ? peek(head, format, name, charset) : undefined;
  const agreement = routing.agreementFor(partner.id, { format, rootName, namespace, fileName, property });
  if (agreement !== undefined) return underAgreement(partner, agreement, charset);
  const seen = rootName ?? fileName ?? format ?? contentType ?? '?';
  return unidentified('agreement-missing', { value: seen, expected: partner.id }, format);
}

/** A message of an interchange, by its UNH or ST. */
function identifyPart(
  head: Uint8Array,
  context: object,
  format: EdiFormat,
  partner: Partner,
  routing: RoutingTable,
): Identification {
  const message = messageNamedBy(messageHead(head, format, context));
  const recognised = { format, message, property: () => undefined };
  const agreement = routing.agreementFor(partner.id, recognised);
  if (agreement !== undefined) return underAgreement(partner, agreement, agreement.charset);
  if (message !== undefined && isAcknowledgement(format, message)) return { kind: 'answer', partner, format };
  const seen = message === undefined ? '?' : [message.type, message.directory, message.association];
  const value = typeof seen === 'string' ? seen : seen.filter((word) => word !== '').join(' ');
  return unidentified('agreement-missing', { value, expected: partner.id }, format);
}

const notInUse = {
  draft: 'agreement-draft',
  suspended: 'agreement-suspended',
  ended: 'agreement-ended',
} as const;

function underAgreement(
  partner: Partner,
  agreement: Agreement,
  charset: string | undefined,
): IdentifiedMessage | Unidentified {
  const { id, version, state, recognise } = agreement;
  if (state === 'live' || state === 'test') return { kind: 'identified', partner, agreement, charset };
  const details = { value: `${id} ${version}`, expected: partner.id };
  return { ...unidentified(notInUse[state], details, recognise.format), agreement };
}

function unidentified(
  reason: IssueCode,
  details: { value: string; expected?: string },
  format?: FormatName,
): Unidentified {
  return { kind: 'unidentified', reason, format, issues: [issue(reason, {}, details)] };
}
