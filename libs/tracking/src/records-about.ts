import type { EntityManager } from 'typeorm';
import type { StoredRecord } from '#libs/customers';
import { ownPartyRecords, viewerParameters, type Viewer } from './viewer.js';

/** What can be asked for. */
export const trackingKeys = ['order', 'waybill', 'container', 'wagon'] as const;
export type TrackingKeyType = (typeof trackingKeys)[number];

export interface TrackingKey {
  readonly type: TrackingKeyType;
  readonly value: string;
}

/** Of one number at most so many records are looked at, the latest. */
const mostRecords = 2_000;

/** Records that say whose consignment it is; the others tell of its way. */
const holders = `'{transport-order,consignment-note,container-booking,wagon-request,parcel-shipment}'::text[]`;

/** Numbers of one consignment. Containers and wagons carry one customer's goods after another's. */
const ownNumbers = `'{order,waybill,booking,parcel,wagon-request}'::text[]`;

const columns = `b.id, b.kind, b.system, b.number, b.type, b.version,
  to_char(b.as_of AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "asOf",
  b.message_id AS "messageId", b.revision, b.document`;

/**
 * All records about a number: those that name it, and those that name another number of the same consignment, as the waybill
 * that was made out for an order. By index only, whatever the store holds besides.
 *
 * A partner sees what it sent and what names it as a party. A record that names no party at all, as a status, it sees when
 * the record has a number of a consignment that is the partner's alone: a number that a stranger's order has too tells
 * nothing to either of them, so nobody learns of others' goods by ordering under their number.
 */
export async function recordsAbout(
  manager: EntityManager,
  { type, value }: TrackingKey,
  viewer: Viewer,
): Promise<StoredRecord[]> {
  return manager.query<StoredRecord[]>(
    `WITH asked AS MATERIALIZED (
       SELECT record_id FROM record_key WHERE type = $4 AND value = $5 LIMIT ${mostRecords}
     ), numbers AS MATERIALIZED (
       SELECT DISTINCT k.type, k.value FROM asked JOIN business_record b ON b.id = asked.record_id AND b.kind = ANY(${holders})
       JOIN record_key k ON k.record_id = b.id
       WHERE k.type = ANY(${ownNumbers}) AND $4 IN ('order', 'waybill')
     ), about AS MATERIALIZED (
       SELECT record_id FROM asked UNION
       SELECT k.record_id FROM numbers JOIN record_key k ON k.value = numbers.value AND k.type = numbers.type
     ), seen AS (
       SELECT ${columns} FROM about JOIN business_record b ON b.id = about.record_id
       WHERE $1 OR ${isOwn('b')} OR (NOT EXISTS (SELECT FROM record_party p WHERE p.record_id = b.id) AND ${isAlone})
       ORDER BY b.as_of DESC, b.id LIMIT ${mostRecords})
     SELECT * FROM seen ORDER BY "asOf", id`,
    [...viewerParameters(viewer), type, value.replaceAll('\0', '')],
  );
}

function isOwn(record: string): string {
  return `(${record}.system = ANY($2::text[]) OR EXISTS (
    SELECT FROM record_party p WHERE p.record_id = ${record}.id AND p.party_record_id IN (${ownPartyRecords('$3')})))`;
}

/** One of the record's numbers is held by own records, and by no others. */
const isAlone = `EXISTS (
  SELECT FROM record_key mine
  JOIN record_key theirs ON theirs.value = mine.value AND theirs.type = mine.type
  JOIN business_record h ON h.id = theirs.record_id AND h.kind = ANY(${holders})
  WHERE mine.record_id = b.id AND mine.type = ANY(${ownNumbers})
  GROUP BY mine.type, mine.value HAVING bool_and(${isOwn('h')}))`;
