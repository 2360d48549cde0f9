import type { EntityManager } from 'typeorm';
import type { StoredRecord } from '#libs/customers';
import { ownPartyRecords, viewerParameters, type Viewer } from './viewer.js';

export interface OrderRow extends StoredRecord {
  /** The latest status that names the order; null when none does. */
  readonly status: string | null;
}

export interface OrderFilter {
  /** All systems and partners that orders come from. */
  readonly systems: readonly string[];
  /** The order's number in the system that it came from. */
  readonly number?: string;
  /** The last row of the page before. */
  readonly after?: { readonly asOf: string; readonly id: string };
  readonly limit: number;
}

const columns = `b.id, b.kind, b.system, b.number, b.type, b.version,
  to_char(b.as_of AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "asOf",
  b.message_id AS "messageId", b.revision, b.document`;

const latestStatus = `(SELECT s.document ->> 'statusCode' FROM record_key k JOIN business_record s ON s.id = k.record_id
  WHERE k.type = 'order' AND k.value = b.number AND s.kind = 'transport-status'
    AND s.document ->> 'eventClassifier' IS DISTINCT FROM 'planned' AND s.document ->> 'eventClassifier' IS DISTINCT FROM 'estimated'
  ORDER BY s.as_of DESC, s.id LIMIT 1)`;

const fromHere = `($5::timestamptz IS NULL OR (b.as_of, b.id) < ($5, $6::uuid)) AND ($7::text IS NULL OR b.number = $7)`;

/** Orders that the viewer may see, the latest first: its own, and those of other systems that name it as a party. */
export async function findOrders(
  manager: EntityManager,
  viewer: Viewer,
  { systems, number, after, limit }: OrderFilter,
): Promise<OrderRow[]> {
  const [all, own, codes] = viewerParameters(viewer);
  return manager.query<OrderRow[]>(
    `WITH named AS (
       SELECT DISTINCT p.record_id AS id FROM record_party p WHERE p.party_record_id IN (${ownPartyRecords('$3')})
     ), page AS (
       (SELECT o.* FROM unnest(CASE WHEN $1 THEN $4::text[] ELSE $2::text[] END) AS theirs(name) CROSS JOIN LATERAL (
         SELECT b.id, b.as_of FROM business_record b
         WHERE b.kind = 'transport-order' AND b.system = theirs.name AND ${fromHere}
         ORDER BY b.as_of DESC, b.id DESC LIMIT $8) o)
       UNION
       (SELECT b.id, b.as_of FROM named JOIN business_record b USING (id)
        WHERE b.kind = 'transport-order' AND ${fromHere} ORDER BY b.as_of DESC, b.id DESC LIMIT $8)
     ), chosen AS (SELECT * FROM page ORDER BY as_of DESC, id DESC LIMIT $8)
     SELECT ${columns}, ${latestStatus} AS status
     FROM chosen JOIN business_record b USING (id) ORDER BY b.as_of DESC, b.id DESC`,
    [all, own, codes, systems, after?.asOf ?? null, after?.id ?? null, number ?? null, limit],
  );
}

/** One order, when the viewer may see it. */
export async function orderById(
  manager: EntityManager,
  viewer: Viewer,
  id: string,
): Promise<OrderRow | undefined> {
  const [row] = await manager.query<OrderRow[]>(
    `SELECT ${columns}, ${latestStatus} AS status FROM business_record b
     WHERE b.id = $4 AND b.kind = 'transport-order' AND ($1 OR b.system = ANY($2::text[]) OR EXISTS (
       SELECT FROM record_party p WHERE p.record_id = b.id AND p.party_record_id IN (${ownPartyRecords('$3')})))`,
    [...viewerParameters(viewer), id],
  );
  return row;
}
