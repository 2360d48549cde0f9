import type { DataSource } from 'typeorm';

/** What one table takes on disk, all its partitions together, in bytes. */
export interface TableSize {
  readonly table: string;
  /** As PostgreSQL last counted or estimated them. */
  readonly rows: number;
  readonly heapBytes: number;
  readonly indexBytes: number;
  /** Values that are too long for their row. */
  readonly toastBytes: number;
}

/** Every table of the database, the largest first. */
export async function tableSizes(dataSource: DataSource): Promise<TableSize[]> {
  const rows = await dataSource.query<Record<keyof TableSize, string>[]>(`
    SELECT coalesce(parent.relname, c.relname) AS table, sum(greatest(c.reltuples, 0))::bigint AS rows,
      sum(pg_relation_size(c.oid)) AS "heapBytes", sum(pg_indexes_size(c.oid)) AS "indexBytes",
      sum(coalesce(pg_total_relation_size(nullif(c.reltoastrelid, 0)), 0)) AS "toastBytes"
    FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class parent ON parent.oid = i.inhparent
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
    GROUP BY 1 ORDER BY sum(pg_total_relation_size(c.oid)) DESC`);
  return rows.map((row) => ({
    table: row.table,
    rows: Number(row.rows),
    heapBytes: Number(row.heapBytes),
    indexBytes: Number(row.indexBytes),
    toastBytes: Number(row.toastBytes),
  }));
}

export function bytesOf({ heapBytes, indexBytes, toastBytes }: TableSize): number {
  return heapBytes + indexBytes + toastBytes;
}
