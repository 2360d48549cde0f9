import type { SentInterchange } from '#libs/journey';
import { deliveryOf, insertDeliveries, sendOff } from './delivery-rows.js';
import { insertRows, type SqlRunner } from './insert-rows.js';

/** Interchanges of ours, as deliveries with their outbox entries, and the acknowledgements that are to come for them. */
export async function sendInterchanges(
  runner: SqlRunner,
  interchanges: readonly SentInterchange[],
): Promise<void> {
  const sent = interchanges.map((interchange) => ({
    interchange,
    delivery: deliveryOf(interchange.message, interchange.outgoing, interchange.bytes),
  }));
  const deliveries = sent.map(({ delivery }) => delivery);
  await insertDeliveries(runner, deliveries);
  const now = Date.now();
  await insertRows(
    runner,
    'expected_acknowledgement',
    [
      'delivery_id',
      'message_id',
      'partner',
      'syntax',
      'interchange_reference',
      'group_reference',
      'message_reference',
      'message_type',
      'awaits',
      'sent_at',
      'due_at',
      'is_test',
    ],
    sent.flatMap(({ interchange: { references, expects, outgoing }, delivery }) =>
      expects === undefined
        ? []
        : [
            [
              delivery.id,
              delivery.messageId,
              delivery.partner,
              outgoing.destination.format,
              references.interchange,
              references.group ?? null,
              references.message ?? null,
              references.messageType,
              expects.answer,
              new Date(now),
              new Date(now + expects.withinMs),
              outgoing.destination.isTest === true,
            ],
          ],
    ),
  );
  await sendOff(runner, deliveries);
}
