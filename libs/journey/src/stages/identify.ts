import { peek, recognise } from '#libs/codecs';
import { issue, type Envelope, type FormatName, type Issue, type IssueCode } from '#libs/message';
import type { Agreement, Partner, RoutingTable } from '#libs/routing';
import type { ReceivedMessage } from '../outcome.js';

/** Who sent the message, and under which agreement; or why nobody can tell. */
export type Identification =
  | {
      readonly kind: 'identified';
      readonly partner: Partner;
      readonly agreement: Agreement;
      readonly charset?: string;
    }
  | {
      readonly kind: 'unidentified';
      readonly reason: IssueCode;
      readonly format?: FormatName;
      readonly issues: readonly Issue[];
    };

/** What identification looks at; the intake has no more than this. */
export interface Identifiable {
  readonly envelope: Pick<Envelope, 'sender' | 'contentType' | 'fileName'>;
  readonly head: Uint8Array;
  readonly part?: ReceivedMessage['part'];
}

/** Looks at the first bytes only. A record of a batch falls under the agreement of its file. */
export function identify(message: Identifiable, routing: RoutingTable): Identification {
  const { sender, contentType, fileName } = message.envelope;
  const partner = sender === undefined ? undefined : routing.partner(sender);
  if (partner === undefined) return unidentified('sender-unknown', { value: sender ?? '' });
  if (message.part !== undefined) {
    const agreement = routing.agreement(partner.id, message.part.agreement);
    if (agreement !== undefined)
      return { kind: 'identified', partner, agreement, charset: agreement.charset };
  }
  const { format, charset, rootName, namespace } = recognise(message.head, { contentType, fileName });
  const property = (name: string): string | undefined =>
    format === 'json' ? peek(message.head, format, name, charset) : undefined;
  const agreement = routing.agreementFor(partner.id, { format, rootName, namespace, fileName, property });
  if (agreement !== undefined) return { kind: 'identified', partner, agreement, charset };
  const seen = rootName ?? fileName ?? format ?? contentType ?? '?';
  return unidentified('agreement-missing', { value: seen, expected: partner.id }, format);
}

function unidentified(
  reason: IssueCode,
  details: { value: string; expected?: string },
  format?: FormatName,
): Identification {
  return { kind: 'unidentified', reason, format, issues: [issue(reason, {}, details)] };
}
