import type { DataSource } from 'typeorm';
import { outboxContents, type OutboxContent, type OutboxPointer } from './sql/outbox-contents.js';

/** An outbox entry with the bytes that it stands for. */
export interface OutboxEntry {
  readonly id: string;
  readonly kind: 'work' | 'canonical' | 'delivery';
  readonly exchange: string;
  /** For work the number of its lane. */
  readonly routingKey: string;
  readonly messageId: string;
  readonly deliveryId?: string;
  readonly body: Uint8Array;
  readonly properties: {
    readonly type?: string;
    readonly contentType?: string;
    readonly correlationId?: string;
    /** The trace context that goes on. */
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** Milliseconds since 1970. */
  readonly queuedAtMs: number;
}

/** What goes the same way keeps its order: one lane, one destination, one kind of canonical message of one sender. */
export type RouteName = string;

export interface LookLimits {
  /** Entries that are looked at in one go. */
  readonly entries: number;
  /** Entries of one route that are handed over together. */
  readonly perRoute: number;
}

interface OutboxQueryRow extends OutboxPointer {
  id: string;
  exchange: string;
  route: string;
  properties: string | null;
  queued_at: Date;
}

/**
 * The outbox: what was committed together with a message and has yet to be handed to the transport. An entry is removed
 * only after the transport has confirmed it; until then it is found again, whatever happens to broker or process.
 */
export class Outbox {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lanes: number,
  ) {}

  /** The oldest entries, leaving out the routes that are busy; grouped by route, in order. */
  async waiting(busy: readonly RouteName[], limits: LookLimits): Promise<Map<RouteName, OutboxEntry[]>> {
    const rows = await this.dataSource.query<OutboxQueryRow[]>(
      `SELECT o.id, o.kind, o.exchange, o.route, o.message_id, o.ordinal, o.delivery_id, o.properties, o.queued_at FROM (
         SELECT *, CASE kind WHEN 'work' THEN (routing_key::bigint % $1)::text ELSE routing_key END AS route FROM outbox
       ) o WHERE o.exchange || '/' || o.route <> ALL($2::text[]) ORDER BY o.id LIMIT $3`,
      [this.lanes, busy, limits.entries],
    );
    const routes = new Map<RouteName, OutboxQueryRow[]>();
    for (const row of rows) {
      const route = `${row.exchange}/${row.route}`;
      const known = routes.get(route);
      if (known === undefined) routes.set(route, [row]);
      else if (known.length < limits.perRoute) known.push(row);
    }
    const contents = await outboxContents(this.dataSource, [...routes.values()].flat());
    return new Map(
      [...routes].map(([route, some]) => [route, some.map((row) => entryOf(row, contents.of(row)))]),
    );
  }

  /** The transport has these: work is with a queue, publications are out, deliveries are delivered. */
  async handedOver(entries: readonly OutboxEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const ids = entries.map((entry) => entry.id);
    const deliveries = entries.flatMap((entry) => entry.deliveryId ?? []);
    if (deliveries.length === 0)
      await this.dataSource.query('DELETE FROM outbox WHERE id = ANY($1::bigint[])', [ids]);
    else await this.dataSource.query(strikeOffDeliveries, [ids, deliveries]);
  }

  /** The transport did not take these; they stay, and each delivery keeps a record of the attempt. */
  async notHandedOver(entries: readonly OutboxEntry[], detail: string): Promise<void> {
    const deliveries = entries.flatMap((entry) => entry.deliveryId ?? []);
    if (deliveries.length === 0) return;
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM unnest($1::uuid[]) AS id WHERE NOT EXISTS (
         SELECT 1 FROM delivery_attempt a WHERE a.delivery_id = id AND a.at > now() - interval '1 minute')`,
      [deliveries],
    );
    const due = rows.map((row) => row.id);
    if (due.length === 0) return;
    await this.dataSource.query(
      `INSERT INTO delivery_attempt (delivery_id, number, outcome, detail)
       SELECT id, ${nextAttempt}, 'failed', $2::text FROM unnest($1::uuid[]) AS id ON CONFLICT DO NOTHING`,
      [due, detail.slice(0, 500)],
    );
  }
}

const nextAttempt = `1 + coalesce((SELECT max(number) FROM delivery_attempt a WHERE a.delivery_id = id), 0)`;

/** One statement is one transaction and one round trip. The time to answer runs from when the partner could have it. */
const strikeOffDeliveries = `
  WITH struck_off AS (
    DELETE FROM outbox WHERE id = ANY($1::bigint[])
  ), delivered AS (
    UPDATE delivery SET state = 'delivered', state_at = now() WHERE id = ANY($2::uuid[]) AND state = 'pending'
  ), expected AS (
    UPDATE expected_acknowledgement SET sent_at = now(), due_at = now() + (due_at - sent_at)
    WHERE delivery_id = ANY($2::uuid[]) AND state = 'waiting'
  )
  INSERT INTO delivery_attempt (delivery_id, number, outcome)
  SELECT id, ${nextAttempt}, 'confirmed' FROM unnest($2::uuid[]) AS id ON CONFLICT DO NOTHING`;

function entryOf(row: OutboxQueryRow, content: OutboxContent | undefined): OutboxEntry {
  const extra = row.properties === null ? {} : (JSON.parse(row.properties) as OutboxEntry['properties']);
  return {
    id: row.id,
    kind: row.kind,
    exchange: row.exchange,
    routingKey: row.route,
    messageId: row.message_id,
    deliveryId: row.delivery_id ?? undefined,
    queuedAtMs: row.queued_at.getTime(),
    body: content?.bytes ?? Buffer.from(row.message_id),
    properties: {
      ...extra,
      type: content?.type ?? extra.type,
      contentType: content?.contentType ?? 'text/plain',
    },
  };
}
