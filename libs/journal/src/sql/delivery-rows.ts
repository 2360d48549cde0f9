import { v7 as newId } from 'uuid';
import type { OutgoingAcknowledgement, SettledOutcome } from '#libs/journey';
import type { Issue, TraceContext } from '#libs/message';
import { insertRows, type SqlRunner } from './insert-rows.js';
import { asBuffer } from './message-rows.js';
import { insertOutbox, type OutboxRow } from './outbox-rows.js';

/** A row of `delivery`: one message on its way to one destination, or an acknowledgement to its sender. */
export interface DeliveryRow {
  readonly id: string;
  readonly messageId: string;
  readonly ordinal: number;
  readonly kind: 'message' | 'acknowledgement';
  readonly destination: string;
  readonly partner: string;
  readonly mapping?: string;
  readonly mappingVersion?: string;
  readonly contentType: string;
  readonly bytes?: Uint8Array;
  readonly issues: readonly Issue[];
  readonly correlationId?: string;
  readonly trace?: TraceContext;
}

export function deliveriesOf({ message, outgoing }: SettledOutcome): DeliveryRow[] {
  return outgoing.map((one) => ({
    id: newId(),
    messageId: message.envelope.id,
    ordinal: one.canonicalOrdinal,
    kind: 'message',
    destination: one.destination.id,
    partner: one.destination.partner,
    mapping: one.mapping,
    mappingVersion: one.mappingVersion,
    contentType:
      one.destination.format === 'json'
        ? 'application/json'
        : `application/xml; charset=${one.destination.charset}`,
    bytes: one.bytes,
    issues: one.issues,
    trace: message.envelope,
  }));
}

export async function insertDeliveries(runner: SqlRunner, deliveries: readonly DeliveryRow[]): Promise<void> {
  await insertRows(
    runner,
    'delivery',
    [
      'id',
      'message_id',
      'ordinal',
      'kind',
      'destination',
      'partner',
      'mapping',
      'mapping_version',
      'content_type',
      'bytes',
      'issues',
      'state',
    ],
    deliveries.map((one) => [
      one.id,
      one.messageId,
      one.ordinal,
      one.kind,
      one.destination,
      one.partner,
      one.mapping ?? null,
      one.mappingVersion ?? null,
      one.contentType,
      one.bytes === undefined ? null : asBuffer(one.bytes),
      one.issues.length === 0 ? null : JSON.stringify(one.issues),
      one.bytes === undefined ? 'failed' : 'pending',
    ]),
  );
}

export function handoverOf(delivery: DeliveryRow): OutboxRow[] {
  if (delivery.bytes === undefined) return [];
  const isReply = delivery.kind === 'acknowledgement';
  return [
    {
      kind: 'delivery',
      exchange: isReply ? 'bianzu.reply' : 'bianzu.deliver',
      routingKey: delivery.destination,
      messageId: delivery.messageId,
      deliveryId: delivery.id,
      properties: { type: delivery.kind, correlationId: delivery.correlationId },
      trace: delivery.trace,
    },
  ];
}

/** Acknowledgements are deliveries of their own kind, to the partner's reply queue. */
export async function insertAcknowledgements(
  runner: SqlRunner,
  acknowledgements: readonly OutgoingAcknowledgement[],
): Promise<void> {
  const deliveries = acknowledgements.map((one): DeliveryRow => ({
    id: newId(),
    messageId: one.messageId,
    ordinal: 0,
    kind: 'acknowledgement',
    destination: one.partner,
    partner: one.partner,
    contentType: one.contentType,
    bytes: one.bytes,
    issues: [],
    correlationId: one.correlationId,
    trace: one.trace,
  }));
  await insertDeliveries(runner, deliveries);
  await insertOutbox(runner, deliveries.flatMap(handoverOf));
}
