import { v7 as newId } from 'uuid';
import type {
  InterchangeId,
  OutgoingAcknowledgement,
  OutgoingMessage,
  RepeatTo,
  SettledOutcome,
} from '#libs/journey';
import type { ChannelName, Issue, TraceContext } from '#libs/message';
import { insertRows, type SqlRunner } from './insert-rows.js';
import { asBuffer } from './message-rows.js';
import { queueDeliveries, type QueuedDelivery } from './delivery-queue-rows.js';
import { insertOutbox, type OutboxRow } from './outbox-rows.js';

/** A row of `delivery`: one message on its way to one destination, or an acknowledgement to its sender. */
export interface DeliveryRow {
  readonly id: string;
  readonly messageId: string;
  readonly ordinal: number;
  readonly kind: 'message' | 'acknowledgement';
  readonly destination: string;
  readonly partner: string;
  /** Of the destination; acknowledgements have none. */
  readonly destinationVersion?: number;
  readonly mapping?: string;
  readonly mappingVersion?: string;
  readonly contentType: string;
  readonly bytes?: Uint8Array;
  readonly issues: readonly Issue[];
  readonly correlationId?: string;
  readonly trace?: TraceContext;
  /** How it leaves: through the broker, by our sending it, or by the partner's fetching it. */
  readonly way: 'broker' | 'sent' | 'fetched';
  /** What keeps its order with it; everything to the destination when absent. */
  readonly orderKey?: string;
}

/** All but the interchanges that have no control numbers yet: those come with `UnitOfWork.send`. */
export function deliveriesOf({ message, outgoing }: SettledOutcome): DeliveryRow[] {
  return outgoing
    .filter(({ interchange }) => interchange === undefined)
    .map((one) => ({ ...deliveryOf(message, one, one.bytes), orderKey: one.orderKey }));
}

/** @param bytes absent when the message could not be written for its destination */
export function deliveryOf(
  message: SettledOutcome['message'],
  outgoing: OutgoingMessage,
  bytes: Uint8Array | undefined,
): DeliveryRow {
  const { destination, canonicalOrdinal: ordinal, mapping, mappingVersion, issues } = outgoing;
  return {
    id: newId(),
    messageId: message.envelope.id,
    ordinal,
    kind: 'message',
    destination: destination.id,
    partner: destination.partner,
    destinationVersion: destination.version,
    mapping,
    mappingVersion,
    contentType: contentTypeOf(destination),
    bytes,
    issues,
    trace: message.envelope,
    way: wayOf(destination.channel),
  };
}

function wayOf(channel: ChannelName): DeliveryRow['way'] {
  if (channel === 'amqp') return 'broker';
  return channel === 'inbox' || channel === 'sftp-drop' ? 'fetched' : 'sent';
}

function contentTypeOf({ format, charset }: OutgoingMessage['destination']): string {
  if (format === 'edifact' || format === 'x12') return ediContentTypes[format];
  return format === 'json' ? 'application/json' : `application/xml; charset=${charset}`;
}

/** As RFC 1767 names them. */
const ediContentTypes = { edifact: 'application/edifact', x12: 'application/edi-x12' } as const;

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
      'destination_version',
      'mapping',
      'mapping_version',
      'content_type',
      'bytes',
      'issues',
      'state',
      'order_key',
    ],
    deliveries.map((one) => [
      one.id,
      one.messageId,
      one.ordinal,
      one.kind,
      one.destination,
      one.partner,
      one.destinationVersion ?? null,
      one.mapping ?? null,
      one.mappingVersion ?? null,
      one.contentType,
      one.bytes === undefined ? null : asBuffer(one.bytes),
      one.issues.length === 0 ? null : JSON.stringify(one.issues),
      one.bytes === undefined ? 'failed' : 'pending',
      one.orderKey ?? null,
    ]),
  );
}

/** Puts deliveries on their way: to the broker through the outbox, by any other way through the queue of deliveries. */
export async function sendOff(
  runner: SqlRunner,
  deliveries: readonly DeliveryRow[],
  others: readonly OutboxRow[] = [],
): Promise<void> {
  await insertOutbox(runner, [...others, ...deliveries.flatMap(handoverOf)]);
  await queueDeliveries(runner, deliveries.flatMap(queuedOf));
}

function queuedOf(delivery: DeliveryRow): QueuedDelivery[] {
  if (delivery.bytes === undefined || delivery.way === 'broker') return [];
  const { id: deliveryId, messageId, destination, partner, orderKey, trace, way } = delivery;
  const state = way === 'sent' ? 'waiting' : 'offered';
  return [{ deliveryId, messageId, destination, partner, orderKey, state, trace }];
}

function handoverOf(delivery: DeliveryRow): OutboxRow[] {
  if (delivery.bytes === undefined || delivery.way !== 'broker') return [];
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

/** Acknowledgements are deliveries of their own kind, to the partner's reply queue or over its connection for them. */
export async function insertAcknowledgements(
  runner: SqlRunner,
  acknowledgements: readonly OutgoingAcknowledgement[],
): Promise<void> {
  const deliveries = acknowledgements.map((one): DeliveryRow => ({
    id: newId(),
    messageId: one.messageId,
    ordinal: one.interchange ?? 0,
    kind: 'acknowledgement',
    destination: one.over === undefined ? one.partner : acknowledgementsTo(one.partner),
    way: one.over === undefined ? 'broker' : wayOf(one.over),
    partner: one.partner,
    contentType: one.contentType,
    bytes: one.bytes,
    issues: [],
    correlationId: one.correlationId,
    trace: one.trace,
  }));
  await insertDeliveries(runner, deliveries);
  await sendOff(runner, deliveries);
}

/** The destination of a partner's acknowledgements when they leave over a connection; no id of a destination has a dot. */
export function acknowledgementsTo(partner: string): string {
  return `${partner}.acknowledgements`;
}

interface AcknowledgementRow {
  partner: string;
  content_type: string;
  bytes: Buffer;
}

/** What was said once is said again in the same bytes, under the same control numbers. */
export async function repeatAcknowledgements(
  runner: SqlRunner,
  of: InterchangeId,
  to: RepeatTo,
): Promise<void> {
  const rows = (await runner.query(
    `SELECT partner, content_type, bytes FROM delivery
     WHERE message_id = $1 AND ordinal = $2 AND kind = 'acknowledgement' AND bytes IS NOT NULL ORDER BY id`,
    [of.messageId, of.interchange],
  )) as AcknowledgementRow[];
  const repeated = rows.map(({ partner, content_type: contentType, bytes }) => ({
    ...to,
    partner,
    contentType,
    bytes,
  }));
  await insertAcknowledgements(runner, repeated);
}
