import {
  acknowledgement,
  readTafHeader,
  tafAnswers,
  type AcknowledgementFacts,
} from '#libs/acknowledgements';
import { toXmlDocument } from '#libs/canonical';
import { codecFor } from '#libs/codecs';
import { fromPlainValue, type Document } from '#libs/message';
import type { Partner } from '#libs/routing';
import type { Engines } from '../engines.js';
import { isEdiFormat } from '../interchange/message-head.js';
import { newMessageId } from '../message-id.js';
import { acknowledgementChannel } from './acknowledgement-channel.js';
import type { Outcome, ReceivedMessage, SettledOutcome } from '../outcome.js';
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
  const { when } = partner.acknowledgement;
  if (when === 'never' || (when === 'refusals' && result === 'accepted')) return [];
  const { id, receivedAt: at } = newMessageId();
  const facts: AcknowledgementFacts = {
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
  };
  return written(facts, outcome.message, partner, engines).map((answer) => ({
    ...answer,
    messageId: envelope.id,
    partner: partner.id,
    correlationId: envelope.idempotencyKey,
    over: acknowledgementChannel(partner),
    trace: { traceParent: envelope.traceParent, traceState: envelope.traceState },
  }));
}

/** In the partner's form: one document, or as many as its standard needs. */
function written(
  facts: AcknowledgementFacts,
  message: ReceivedMessage,
  { id: partner, acknowledgement: { format, charset, sender = '' }, identifiers, senderIds }: Partner,
  engines: Engines,
): Pick<OutgoingAcknowledgement, 'contentType' | 'bytes'>[] {
  const contentType = format === 'json' ? 'application/json' : `application/xml; charset=${charset}`;
  if (format === 'taf') {
    const recipient = identifiers.rics ?? senderIds[0] ?? partner;
    const answers = tafAnswers({ ...facts, sender, recipient }, readTafHeader(message.head));
    return answers.map((answer) => ({ contentType, bytes: asXml(answer, charset) }));
  }
  const value = fromPlainValue(acknowledgement(facts));
  const document: Document = { format: 'json', charset: 'utf-8', root: value };
  if (format === 'json') return [{ contentType, bytes: codecFor('json').encode(document).bytes }];
  const definition = engines.canonical('canonical/acknowledgement/1');
  if (definition === undefined) throw new Error('the canonical message Acknowledgement is not defined');
  return [{ contentType, bytes: asXml(toXmlDocument(document, definition.model), charset) }];
}

function asXml(document: Document, charset: string): Uint8Array {
  return codecFor('xml').encode(document, { charset, declaration: true }).bytes;
}
