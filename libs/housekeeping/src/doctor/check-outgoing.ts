import type { DataSource } from 'typeorm';
import { firstIdAt, insertOutbox, queueDeliveries, type QueuedDelivery } from '#libs/journal';
import { finding, type Examination, type Finding } from './finding.js';

interface PendingRow {
  id: string;
  message_id: string;
  kind: string;
  destination: string;
  state_at: Date;
  idempotency_key: string | null;
  partner: string;
  has_bytes: boolean;
  order_key: string | null;
  /** Sent by a channel: its place was in the queue of deliveries. */
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
async function lostDeliveries({
  dataSource,
  nowMs,
  patienceMs,
  isHealing,
  wayOf,
}: Examination): Promise<Finding[]> {
  const rows = await dataSource.query<PendingRow[]>(
    `SELECT d.id, d.message_id, d.kind, d.destination, d.partner, d.state_at, d.bytes IS NOT NULL AS has_bytes, d.order_key,
       EXISTS (SELECT FROM destination_state s WHERE s.destination = d.destination) AS by_channel FROM delivery d
     WHERE d.state IN ('pending', 'awaiting-receipt') AND d.id < $1
       AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'delivery' AND o.delivery_id = d.id)
       AND NOT EXISTS (SELECT 1 FROM delivery_queue q WHERE q.delivery_id = d.id)
     ORDER BY d.id LIMIT 10000`,
    [firstIdAt(nowMs - patienceMs)],
  );
  const healed = isHealing
    ? (await handOver(dataSource, rows)) + (await queueAgain(dataSource, rows, wayOf))
    : 0;
  const ids = rows.map((row) => row.id);
  return finding('delivery-lost', rows.length, ids, { since: rows[0]?.state_at, healed });
}

/** @returns how many are in the outbox again */
async function handOver(dataSource: DataSource, rows: readonly PendingRow[]): Promise<number> {
  const ofBroker = rows.filter((row) => !row.by_channel);
  if (ofBroker.length === 0) return 0;
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
  return ofBroker.length;
}

/**
 * At the end of their lines, with the id they have: a partner that took one knows it again. What has become the broker's since, or
 * has no bytes, is for people. @returns how many have a place again
 */
async function queueAgain(
  dataSource: DataSource,
  rows: readonly PendingRow[],
  wayOf: Examination['wayOf'] = () => 'broker',
): Promise<number> {
  const lost = rows.flatMap((row): QueuedDelivery[] => {
    const way = wayOf(row.destination);
    if (!row.by_channel || !row.has_bytes || way === 'broker') return [];
    const { id: deliveryId, message_id: messageId, destination, partner } = row;
    const state = way === 'fetched' ? 'offered' : 'waiting';
    return [{ deliveryId, messageId, destination, partner, orderKey: row.order_key ?? undefined, state }];
  });
  if (lost.length === 0) return 0;
  const ids = lost.map(({ deliveryId }) => deliveryId);
  await dataSource.transaction(async (manager) => {
    await manager.query(`UPDATE delivery SET state = 'pending' WHERE id = ANY($1::uuid[])`, [ids]);
    await queueDeliveries(manager, lost);
  });
  return lost.length;
}

/** They have no next action but that of people. */
async function failedDeliveries({ dataSource, nowMs }: Examination): Promise<Finding[]> {
  const [row] = await dataSource.query<{ count: number; ids: string[]; since: Date | null }[]>(
    `SELECT count(*)::int AS count, coalesce((array_agg(message_id ORDER BY id))[1:10], '{}')::text[] AS ids, min(state_at) AS since
     FROM delivery WHERE state = 'failed' AND id >= $1 AND destination !~ '_test$'`,
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
