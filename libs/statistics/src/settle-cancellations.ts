import type { DataSource, EntityManager } from 'typeorm';
import type { Cancellation } from './cancellation.js';
import { lineColumns } from './line-columns.js';

/** Orders that are being written while their cancellation is will have been written by then. */
const openFor = `interval '10 minutes'`;
const mostAtOnce = 50_000;

/** Notes cancellations in the caller's transaction; of several of one order the latest counts. */
export async function noteCancellations(
  manager: EntityManager,
  cancellations: readonly Cancellation[],
): Promise<void> {
  if (cancellations.length === 0) return;
  await manager.query(
    `INSERT INTO freight_cancellation AS c (number, at)
     SELECT number, max(at) FROM json_to_recordset($1) AS r(number text, at timestamptz) GROUP BY number ORDER BY number
     ON CONFLICT (number) DO UPDATE SET at = EXCLUDED.at, noted_at = now(), is_open = true WHERE c.at < EXCLUDED.at`,
    [JSON.stringify(cancellations)],
  );
}

/**
 * Takes orders out of the statistics that a status has cancelled after they were stated last. An order that is stated later than that
 * counts again. Doing it again changes nothing; several processes may do it at the same time.
 */
export async function settleCancellations(dataSource: DataSource): Promise<void> {
  await dataSource.query(
    `WITH due AS (SELECT number, at FROM freight_cancellation WHERE is_open ORDER BY noted_at LIMIT ${mostAtOnce}
     ), hit AS MATERIALIZED (
       SELECT e.record_id, e.lines FROM due
       JOIN record_key k ON k.type = 'order' AND k.value = due.number
       JOIN business_record b ON b.id = k.record_id AND b.kind = 'transport-order' AND b.as_of <= due.at
         AND due.number IN (b.number, b.document ->> 'demandNumber')
       JOIN freight_entry e ON e.record_id = b.id
       WHERE e.lines <> '[]'::jsonb ORDER BY b.id FOR UPDATE OF b, e
     ), cleared AS (
       UPDATE freight_entry e SET lines = '[]' FROM hit WHERE e.record_id = hit.record_id
     ), counted AS (SELECT DISTINCT record_id, lines FROM hit
     ), closed AS (
       UPDATE freight_cancellation SET is_open = false WHERE is_open AND noted_at < now() - ${openFor}
         AND number IN (SELECT number FROM due))
     INSERT INTO freight_delta (month, basis, category, origin, destination, bureau, consignments, kg, teu, wagons, pieces, revenue)
     SELECT month, basis, category, origin, destination, bureau, -sum(consignments), -sum(kg), -sum(teu), -sum(wagons),
       -sum(pieces), -sum(revenue)
     FROM counted CROSS JOIN jsonb_to_recordset(counted.lines) AS l(${lineColumns})
     GROUP BY 1, 2, 3, 4, 5, 6`,
  );
}
