import type { DataSource } from 'typeorm';

const mostAtOnce = 20_000;

const columns =
  'month, basis, category, origin, destination, bureau, consignments, kg, teu, wagons, pieces, revenue';

/**
 * Folds differences into the totals, in one statement: none is lost and none is counted twice. Several processes may fold
 * at the same time; each takes what the others have not.
 * @returns how many differences are gone
 */
export async function foldDeltas(dataSource: DataSource): Promise<number> {
  const [row] = await dataSource.query<{ folded: number }[]>(
    `WITH next AS (SELECT id FROM freight_delta ORDER BY id LIMIT ${mostAtOnce} FOR UPDATE SKIP LOCKED
     ), gone AS (DELETE FROM freight_delta d USING next WHERE d.id = next.id RETURNING d.*
     ), sums AS (
       SELECT month, basis, category, origin, destination, bureau, sum(consignments) AS consignments, sum(kg) AS kg,
         sum(teu) AS teu, sum(wagons) AS wagons, sum(pieces) AS pieces, sum(revenue) AS revenue
       FROM gone GROUP BY 1, 2, 3, 4, 5, 6
     ), added AS (
       INSERT INTO freight_total AS t (${columns}) SELECT ${columns} FROM sums ORDER BY 1, 2, 3, 4, 5, 6
       ON CONFLICT (month, basis, category, origin, destination, bureau) DO UPDATE SET
         consignments = t.consignments + EXCLUDED.consignments, kg = t.kg + EXCLUDED.kg, teu = t.teu + EXCLUDED.teu,
         wagons = t.wagons + EXCLUDED.wagons, pieces = t.pieces + EXCLUDED.pieces, revenue = t.revenue + EXCLUDED.revenue)
     SELECT count(*)::integer AS folded FROM gone`,
  );
  return row!.folded;
}
