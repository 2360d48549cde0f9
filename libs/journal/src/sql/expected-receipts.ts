import type { SettledOutcome } from '#libs/journey';
import type { DeliveryRow } from './delivery-rows.js';
import { insertRows, type SqlRunner } from './insert-rows.js';

/**
 * What is to be acknowledged of XML and JSON: deliveries to destinations that have an `ackDeadline`. The receipt names the
 * `documentId` of the canonical message, which the mapping of such a destination writes as the reference of its document.
 */
export async function expectReceipts(
  runner: SqlRunner,
  outcomes: readonly SettledOutcome[],
  deliveries: readonly DeliveryRow[],
): Promise<void> {
  const now = Date.now();
  const rows = outcomes.flatMap((outcome) => rowsOf(outcome, deliveries, now));
  if (rows.length === 0) return;
  const columns = [
    'delivery_id',
    'message_id',
    'partner',
    'syntax',
    'interchange_reference',
    'message_type',
    'awaits',
    'sent_at',
    'due_at',
    'is_test',
  ];
  await insertRows(runner, 'expected_acknowledgement', columns, rows);
}

function rowsOf(
  { message, outgoing, canonicals }: SettledOutcome,
  deliveries: readonly DeliveryRow[],
  now: number,
): unknown[][] {
  return outgoing.flatMap(({ destination, receipt, canonicalOrdinal }) => {
    if (receipt === undefined) return [];
    const delivery = deliveries.find(
      (one) =>
        one.messageId === message.envelope.id &&
        one.destination === destination.id &&
        one.ordinal === canonicalOrdinal,
    );
    if (delivery?.bytes === undefined) return [];
    const type = canonicals.find(({ ordinal }) => ordinal === canonicalOrdinal)?.type ?? destination.schema;
    const what = [delivery.partner, destination.format, receipt.reference, type, 'content'];
    const times = [new Date(now), new Date(now + receipt.withinMs)];
    return [[delivery.id, delivery.messageId, ...what, ...times, destination.isTest === true]];
  });
}
