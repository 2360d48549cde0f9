import type { EntityManager } from 'typeorm';
import type { CanonicalEffect } from '#libs/journey';
import { cancellationsOf } from './cancellation.js';
import { contributionOf } from './contribution.js';
import { lineColumns } from './line-columns.js';
import { noteCancellations } from './settle-cancellations.js';

export interface FreightStatistics {
  /**
   * Counts a batch inside the caller's transaction (READ COMMITTED), after the customer store has taken the same effects:
   * which statement of a record counts is the store's decision, and its lock on the record is ours too. An effect that
   * was counted before, or that the store did not take, changes nothing.
   */
  apply(manager: EntityManager, effects: readonly CanonicalEffect[]): Promise<void>;
}

/** An order that a status has cancelled since it was stated contributes nothing. */
const linesThatCount = `CASE WHEN b.kind = 'transport-order' AND EXISTS (
    SELECT FROM freight_cancellation c WHERE c.number IN (b.number, b.document ->> 'demandNumber') AND c.at >= b.as_of)
  THEN '[]'::jsonb ELSE r.lines END`;

const difference = `
  WITH given AS MATERIALIZED (
    SELECT b.id AS record_id, b.message_id, ${linesThatCount} AS lines
    FROM json_to_recordset($1) AS r(kind text, system text, number text, "messageId" uuid, lines jsonb)
    JOIN business_record b ON (b.kind, b.system, b.number, b.message_id) = (r.kind, r.system, r.number, r."messageId")
  ), before AS MATERIALIZED (
    SELECT e.record_id, e.lines FROM freight_entry e JOIN given USING (record_id)
  ), taken AS (
    INSERT INTO freight_entry AS e (record_id, message_id, lines)
    SELECT DISTINCT ON (record_id) record_id, message_id, lines FROM given ORDER BY record_id
    ON CONFLICT (record_id) DO UPDATE SET message_id = EXCLUDED.message_id, lines = EXCLUDED.lines
    WHERE e.message_id <> EXCLUDED.message_id
    RETURNING record_id, lines
  ), changes AS (
    SELECT 1 AS sign, l.* FROM taken CROSS JOIN jsonb_to_recordset(taken.lines) AS l(${lineColumns})
    UNION ALL
    SELECT -1, l.* FROM taken JOIN before USING (record_id) CROSS JOIN jsonb_to_recordset(before.lines) AS l(${lineColumns})
  )
  INSERT INTO freight_delta (month, basis, category, origin, destination, bureau, consignments, kg, teu, wagons, pieces, revenue)
  SELECT month, basis, category, origin, destination, bureau, sum(sign * consignments), sum(sign * kg), sum(sign * teu),
    sum(sign * wagons), sum(sign * pieces), sum(sign * revenue)
  FROM changes GROUP BY 1, 2, 3, 4, 5, 6
  HAVING (sum(sign * consignments), sum(sign * kg), sum(sign * teu), sum(sign * wagons), sum(sign * pieces), sum(sign * revenue))
    <> (0, 0, 0, 0, 0, 0)`;

export function freightStatistics(): FreightStatistics {
  return {
    async apply(manager, effects) {
      await noteCancellations(manager, effects.flatMap(cancellationsOf));
      const contributions = effects.flatMap((effect) => contributionOf(effect) ?? []);
      if (contributions.length === 0) return;
      await manager.query(difference, [JSON.stringify(contributions)]);
    },
  };
}
