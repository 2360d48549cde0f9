import type { EntityManager } from 'typeorm';

export interface CustomerCounts {
  /** Customers before consolidation: what all systems know, each for itself. */
  readonly partyRecords: number;
  /** Customers after consolidation. */
  readonly customers: number;
  readonly needsReview: number;
  readonly partyRecordsBySystem: readonly { readonly system: string; readonly count: number }[];
  readonly records: readonly { readonly system: string; readonly kind: string; readonly count: number }[];
}

export async function customerCounts(manager: EntityManager): Promise<CustomerCounts> {
  const [customers] = await manager.query<{ customers: number; needsReview: number }[]>(
    `SELECT count(*)::int AS customers, count(*) FILTER (WHERE needs_review)::int AS "needsReview" FROM customer`,
  );
  const partyRecordsBySystem = await manager.query<{ system: string; count: number }[]>(
    `SELECT system, count(*)::int AS count FROM party_record GROUP BY system ORDER BY system`,
  );
  const records = await manager.query<{ system: string; kind: string; count: number }[]>(
    `SELECT system, kind, count(*)::int AS count FROM business_record GROUP BY system, kind ORDER BY system, kind`,
  );
  const partyRecords = partyRecordsBySystem.reduce((sum, { count }) => sum + count, 0);
  return { partyRecords, ...customers!, partyRecordsBySystem, records };
}
