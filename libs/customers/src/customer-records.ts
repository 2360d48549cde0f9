import type { EntityManager } from 'typeorm';
import type { PlainValue } from '#libs/message';
import { pageLimit, pageOf, readCursor, timeForm, uuidForm, type Page, type PageRequest } from './page.js';
import { resolveCustomerId } from './party-sources.js';
import { keyText } from './stored-text.js';

/** The kind whose records are events in the life of others: shipments, orders, parcels. */
const statusKind = 'transport-status';

/**
 * Numbers that belong to one piece of business, so that a record without a party hangs on whoever shares them.
 * Containers and wagons do not: they carry one customer's goods after another's.
 */
const businessKeyTypes: readonly string[] = ['order', 'waybill', 'booking', 'parcel', 'wagon-request'];

export interface RecordsRequest extends PageRequest {
  /** Only records of this kind, as `transport-order`. */
  readonly kind?: string;
}

/** A business record as its system last stated it. */
export interface StoredRecord {
  readonly id: string;
  readonly kind: string;
  readonly system: string;
  readonly number: string;
  readonly type: string;
  readonly version: number;
  /** ISO 8601 in UTC. */
  readonly asOf: string;
  readonly messageId: string;
  readonly revision: string;
  readonly document: PlainValue;
}

export interface CustomerRecord extends StoredRecord {
  /** The customer's roles in it; none when it hangs on another record by its numbers. */
  readonly roles: readonly string[];
  /** The latest status that names this record's number: by event time, then by the number of the status. */
  readonly currentStatus?: StoredRecord;
}

const columns = `b.id, b.kind, b.system, b.number, b.type, b.version,
  to_char(b.as_of AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "asOf",
  b.message_id AS "messageId", b.revision, b.document`;

/** Statuses in the order of what happened, however late they came. */
const latestFirst = `b.as_of DESC, b.number COLLATE "C" DESC, b.system COLLATE "C" DESC`;

export async function customerRecords(
  manager: EntityManager,
  id: string,
  request: RecordsRequest,
): Promise<Page<CustomerRecord> | undefined> {
  const customerId = uuidForm.test(id) ? await resolveCustomerId(manager, id) : undefined;
  if (customerId === undefined) return undefined;
  const after = readCursor(request.cursor, [timeForm, uuidForm]);
  const limit = pageLimit(request.limit);
  const rows = await manager.query<(StoredRecord & { roles: string[] })[]>(
    `WITH own AS (
       SELECT r.record_id AS id, array_agg(DISTINCT r.role ORDER BY r.role) AS roles
       FROM customer_member m JOIN record_party r USING (party_record_id) WHERE m.customer_id = $1 GROUP BY 1
     ), related AS (
       SELECT DISTINCT theirs.record_id AS id
       FROM own JOIN record_key mine ON mine.record_id = own.id AND mine.type = ANY($2)
       JOIN record_key theirs ON theirs.value = mine.value AND theirs.type = mine.type
       WHERE NOT EXISTS (SELECT FROM record_party p WHERE p.record_id = theirs.record_id)
     ), hanging AS (SELECT id, roles FROM own UNION ALL SELECT id, '{}' FROM related)
     SELECT ${columns}, h.roles FROM hanging h JOIN business_record b USING (id)
     WHERE ($3::text IS NULL OR b.kind = $3) AND ($4::timestamptz IS NULL OR (b.as_of, b.id) < ($4, $5::uuid))
     ORDER BY b.as_of DESC, b.id DESC LIMIT $6`,
    [customerId, businessKeyTypes, request.kind ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  const statuses = await currentStatuses(manager, rows);
  return pageOf(
    rows,
    limit,
    (row) => [row.asOf, row.id],
    (row) => {
      const currentStatus = statuses.get(row.id);
      return currentStatus === undefined ? row : { ...row, currentStatus };
    },
  );
}

export function statusHistory(
  manager: EntityManager,
  key: { readonly type: string; readonly value: string },
): Promise<StoredRecord[]> {
  return manager.query<StoredRecord[]>(
    `SELECT * FROM (
       SELECT ${columns} FROM record_key k JOIN business_record b ON b.id = k.record_id
       WHERE k.type = $1 AND k.value = $2 AND b.kind = $3 ORDER BY ${latestFirst} LIMIT 1000
     ) latest ORDER BY "asOf", number COLLATE "C", system COLLATE "C"`,
    [key.type, keyText(key.value), statusKind],
  );
}

async function currentStatuses(
  manager: EntityManager,
  records: readonly StoredRecord[],
): Promise<Map<string, StoredRecord>> {
  const tracked = records
    .filter((record) => record.kind !== statusKind)
    .map(({ id, number }) => ({ id, number }));
  const rows = await manager.query<(StoredRecord & { trackedId: string })[]>(
    `SELECT r.id AS "trackedId", s.* FROM json_to_recordset($1) AS r(id uuid, number text)
     CROSS JOIN LATERAL (
       SELECT ${columns} FROM record_key k JOIN business_record b ON b.id = k.record_id
       WHERE k.value = r.number AND k.type = ANY($2) AND b.kind = $3 ORDER BY ${latestFirst} LIMIT 1
     ) s`,
    [JSON.stringify(tracked), businessKeyTypes, statusKind],
  );
  return new Map(rows.map(({ trackedId, ...status }) => [trackedId, status]));
}
