import { firstIdAt, insertOutbox } from '#libs/journal';
import { finding, type Examination, type Finding } from './finding.js';

interface PendingRow {
  id: string;
  message_id: string;
  kind: string;
  destination: string;
  state_at: Date;
  idempotency_key: string | null;
  /** Sent by a channel: its place was in the queue of deliveries, and is not made up here. */
  by_channel: boolean;
}

/** Deliveries that nobody will hand over, deliveries that cannot be, and outbox entries that nobody hands over. */
export async function checkOutgoing(examination: Examination): Promise<Finding[]> {
  return [
    ...(await lostDeliveries(examination)),
    ...(await failedDeliveries(examination)),
    ...(await oldEntries(examination)),
  ];
}

/** Pending and confirmed change in one transaction with the outbox, so pending without an entry was never handed over. */
async function lostDeliveries({ dataSource, nowMs, patienceMs, isHealing }: Examination): Promise<Finding[]> {
  const rows = await dataSource.query<PendingRow[]>(
    `SELECT d.id, d.message_id, d.kind, d.destination, d.state_at,
       EXISTS (SELECT FROM destination_state s WHERE s.destination = d.destination) AS by_channel FROM delivery d
     WHERE d.state IN ('pending', 'awaiting-receipt') AND d.id < $1
       AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'delivery' AND o.delivery_id = d.id)
       AND NOT EXISTS (SELECT 1 FROM delivery_queue q WHERE q.delivery_id = d.id)
     ORDER BY d.id LIMIT 10000`,
    [firstIdAt(nowMs - patienceMs)],
  );
  const ofBroker = rows.filter((row) => !row.by_channel);
  if (ofBroker.length > 0 && isHealing) {
    const keys = await dataSource.query<{ id: string; idempotency_key: string | null }[]>(
      'SELECT id, idempotency_key FROM message WHERE id = ANY($1::uuid[])',
      [ofBroker.map((row) => row.message_id)],
    );
    const keyOf = new Map(keys.map((row) => [row.id, row.idempotency_key ?? undefined]));
    await dataSource.transaction((manager) =>
      insertOutbox(
        manager,
        ofBroker.map((row) => ({
          kind: 'delivery',
          exchange: row.kind === 'acknowledgement' ? 'bianzu.reply' : 'bianzu.deliver',
          routingKey: row.destination,
          messageId: row.message_id,
          deliveryId: row.id,
          properties: {
            type: row.kind,
            correlationId: row.kind === 'acknowledgement' ? keyOf.get(row.message_id) : undefined,
          },
        })),
      ),
    );
  }
  const ids = rows.map((row) => row.id);
  return finding('delivery-lost', rows.length, ids, {
    since: rows[0]?.state_at,
    healed: isHealing ? ofBroker.length : 0,
  });
}

/** They have no next action but that of people. */
async function failedDeliveries({ dataSource, nowMs }: Examination): Promise<Finding[]> {
  const [row] = await dataSource.query<{ count: number; ids: string[]; since: Date | null }[]>(
    `SELECT count(*)::int AS count, coalesce((array_agg(message_id ORDER BY id))[1:10], '{}')::text[] AS ids, min(state_at) AS since
     FROM delivery WHERE state = 'failed' AND id >= $1`,
    [firstIdAt(nowMs - 86_400_000)],
  );
  const { count, ids, since } = row!;
  return finding('delivery-failed', count, ids, { since });
}

async function oldEntries({ dataSource, nowMs, patienceMs }: Examination): Promise<Finding[]> {
  const routes = await dataSource.query<{ route: string; count: number; since: Date }[]>(
    `SELECT exchange || CASE kind WHEN 'work' THEN '' ELSE '/' || routing_key END AS route, count(*)::int AS count,
       min(queued_at) AS since
     FROM outbox WHERE queued_at < $1 GROUP BY 1 ORDER BY 3`,
    [new Date(nowMs - 3 * patienceMs)],
  );
  const count = routes.reduce((sum, route) => sum + route.count, 0);
  const examples = routes.map((route) => `${route.route}: ${route.count}`);
  return finding('outbox-old', count, examples, { since: routes[0]?.since });
}
