import { acknowledgement } from '#libs/acknowledgements';
import { toXmlDocument } from '#libs/canonical';
import { codecFor } from '#libs/codecs';
import { fromPlainValue, type Document, type PlainValue } from '#libs/message';
import type { Engines } from '../engines.js';
import { isEdiFormat } from '../interchange/message-head.js';
import { newMessageId } from '../message-id.js';
import { acknowledgementChannel } from './acknowledgement-channel.js';
import type { Outcome, SettledOutcome } from '../outcome.js';
import type { BatchCounts, OutgoingAcknowledgement } from '../ports.js';

/** The acknowledgement of a message, if its partner wants one of that kind. */
export function acknowledge(outcome: SettledOutcome, engines: Engines): OutgoingAcknowledgement[] {
  return toPartner(outcome, outcome.verdict, engines);
}

/** One acknowledgement for the whole batch, with the counts of its records. */
export function acknowledgeBatch(
  outcome: Outcome,
  records: BatchCounts,
  engines: Engines,
): OutgoingAcknowledgement[] {
  return toPartner(outcome, outcome.verdict, engines, records);
}

function toPartner(
  outcome: SettledOutcome,
  result: SettledOutcome['verdict'],
  engines: Engines,
  records?: BatchCounts,
): OutgoingAcknowledgement[] {
  const { envelope } = outcome.message;
  const partner = envelope.sender === undefined ? undefined : engines.routing.partner(envelope.sender);
  // an interchange has answers of its own kind, and its messages are answered with it
  if (partner === undefined || isEdiFormat(outcome.format)) return [];
  const { when, format, charset } = partner.acknowledgement;
  if (when === 'never' || (when === 'refusals' && result === 'accepted')) return [];
  const { id, receivedAt: at } = newMessageId();
  const value = acknowledgement({
    id,
    at,
    messageId: envelope.id,
    sha256: envelope.sha256,
    receivedAt: envelope.receivedAt,
    reference: outcome.reference,
    result,
    issues: outcome.issues,
    isTest: outcome.isTest,
    records,
  });
  return [
    {
      messageId: envelope.id,
      partner: partner.id,
      correlationId: envelope.idempotencyKey,
      contentType: format === 'json' ? 'application/json' : `application/xml; charset=${charset}`,
      bytes: encodeAs(format, charset, value, engines),
      over: acknowledgementChannel(partner),
      trace: { traceParent: envelope.traceParent, traceState: envelope.traceState },
    },
  ];
}

function encodeAs(format: 'json' | 'xml', charset: string, value: PlainValue, engines: Engines): Uint8Array {
  const document: Document = { format: 'json', charset: 'utf-8', root: fromPlainValue(value) };
  if (format === 'json') return codecFor('json').encode(document).bytes;
  const definition = engines.canonical('canonical/acknowledgement/1');
  if (definition === undefined) throw new Error('the canonical message Acknowledgement is not defined');
  return codecFor('xml').encode(toXmlDocument(document, definition.model), { charset, declaration: true })
    .bytes;
}
