import type { EntityManager } from 'typeorm';

export const bases = ['ordered', 'carried'] as const;
export type Basis = (typeof bases)[number];

export const dimensions = ['category', 'lane', 'bureau', 'month'] as const;
export type Dimension = (typeof dimensions)[number];

export interface FiguresRequest {
  readonly basis: Basis;
  readonly by: readonly Dimension[];
  /** yyyy-mm, both included. */
  readonly from: string;
  readonly to: string;
  /** So many rows at most. */
  readonly limit: number;
}

/** Members as the canonical StatisticsReport names them; a dimension that is not known is absent. */
export interface FigureRow {
  readonly month?: string;
  readonly categoryCode?: string;
  readonly originStationCode?: string;
  readonly destinationStationCode?: string;
  readonly bureauCode?: string;
  readonly consignmentCount: number;
  readonly grossWeightKg: number;
  readonly teu: number;
  readonly wagonCount: number;
  readonly pieceCount: number;
  readonly revenueCny: number;
}

const columnsOf: Readonly<Record<Dimension, readonly (readonly [column: string, member: string])[]>> = {
  month: [['month', 'month']],
  category: [['category', 'categoryCode']],
  lane: [
    ['origin', 'originStationCode'],
    ['destination', 'destinationStationCode'],
  ],
  bureau: [['bureau', 'bureauCode']],
};

/** The figures by the dimensions that are asked for, in their order; one row of totals when there are none. */
export async function freightFigures(
  manager: EntityManager,
  { basis, by, from, to, limit }: FiguresRequest,
): Promise<FigureRow[]> {
  const columns = by.flatMap((dimension) => columnsOf[dimension]);
  const chosen = columns.map(([column, member]) => `nullif(${column}, '') AS "${member}"`);
  const grouped = columns.map(([column]) => column).join(', ');
  const rows = await manager.query<Record<string, string | null>[]>(
    `SELECT ${[...chosen, ...sums].join(', ')}
     FROM (SELECT ${stored} FROM freight_total UNION ALL SELECT ${stored} FROM freight_delta) AS all_of_them
     WHERE basis = $1 AND month BETWEEN $2 AND $3
     ${grouped === '' ? '' : `GROUP BY ${grouped} HAVING sum(consignments) <> 0 OR sum(kg) <> 0 ORDER BY ${grouped}`}
     LIMIT $4`,
    [basis, from, to, limit],
  );
  return rows.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).flatMap(([name, value]) => {
          if (value === null) return [];
          return [[name, columns.some(([, member]) => member === name) ? value : Number(value)]];
        }),
      ) as unknown as FigureRow,
  );
}

const stored =
  'month, basis, category, origin, destination, bureau, consignments, kg, teu, wagons, pieces, revenue';

const sums = [
  'coalesce(sum(consignments), 0) AS "consignmentCount"',
  'coalesce(round(sum(kg), 3), 0) AS "grossWeightKg"',
  'coalesce(round(sum(teu), 2), 0) AS teu',
  'coalesce(sum(wagons), 0) AS "wagonCount"',
  'coalesce(sum(pieces), 0) AS "pieceCount"',
  'coalesce(round(sum(revenue), 2), 0) AS "revenueCny"',
];
