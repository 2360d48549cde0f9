import type { DataSource, EntityManager } from 'typeorm';

/** A table that is cut by ranges of UUIDv7 ids, which are ranges of time. */
export interface PartitionedTable {
  readonly name: string;
  /** The column with the id. */
  readonly id: 'id' | 'message_id' | 'delivery_id';
  /** Business keys are searched without knowing the day, so they are cut coarser than what is read by id. */
  readonly by: 'day' | 'month';
}

export const partitionedTables: readonly PartitionedTable[] = [
  { name: 'message', id: 'id', by: 'day' },
  { name: 'message_payload', id: 'message_id', by: 'day' },
  { name: 'message_detail', id: 'message_id', by: 'day' },
  { name: 'canonical_message', id: 'message_id', by: 'day' },
  { name: 'delivery', id: 'id', by: 'day' },
  { name: 'delivery_attempt', id: 'delivery_id', by: 'day' },
  { name: 'message_key', id: 'message_id', by: 'month' },
];

/** A day or a month, UTC: from `fromMs` to before `toMs`. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
  /** `20261122` or `202611`. */
  readonly suffix: string;
}

const dayMs = 86_400_000;

/** The smallest UUIDv7 of a moment: its 48 bits of milliseconds, the rest zero (RFC 9562, section 5.7). */
export function firstIdAt(timeMs: number): string {
  const hex = Math.max(0, Math.floor(timeMs)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

export function dayOf(timeMs: number): Period {
  const fromMs = Math.floor(timeMs / dayMs) * dayMs;
  const suffix = new Date(fromMs).toISOString().slice(0, 10).replaceAll('-', '');
  return { fromMs, toMs: fromMs + dayMs, suffix };
}

export function monthOf(timeMs: number): Period {
  const time = new Date(timeMs);
  const fromMs = Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), 1);
  const toMs = Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 1);
  return { fromMs, toMs, suffix: new Date(fromMs).toISOString().slice(0, 7).replace('-', '') };
}

/**
 * Makes the journal's partitions (UTC) from the day of `fromMs` on. What falls outside of them goes to the default
 * partition, so a late or early clock loses nothing; rows that have gone there move to their partition when it is made.
 * Safe to run from several processes at once.
 */
export async function createPartitions(dataSource: DataSource, fromMs: number, days: number): Promise<void> {
  const times = Array.from({ length: days }, (_, day) => fromMs + day * dayMs);
  await dataSource.transaction(async (manager) => {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('bianzu-partitions'))`);
    const present = await presentTables(manager);
    for (const table of partitionedTables) {
      const periods = new Map(
        times
          .map((time) => (table.by === 'day' ? dayOf(time) : monthOf(time)))
          .map((one) => [one.suffix, one]),
      );
      for (const period of periods.values()) {
        if (!present.has(`${table.name}_${period.suffix}`)) await createPartition(manager, table, period);
      }
    }
  });
}

async function presentTables(manager: EntityManager): Promise<ReadonlySet<string>> {
  const rows = await manager.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
  );
  return new Set(rows.map((row) => row.name));
}

async function createPartition(
  manager: EntityManager,
  { name, id }: PartitionedTable,
  { fromMs, toMs, suffix }: Period,
): Promise<void> {
  const range = `${id} >= '${firstIdAt(fromMs)}' AND ${id} < '${firstIdAt(toMs)}'`;
  const bounds = `FOR VALUES FROM ('${firstIdAt(fromMs)}') TO ('${firstIdAt(toMs)}')`;
  const [stray] = await manager.query<unknown[]>(`SELECT 1 FROM ${name}_rest WHERE ${range} LIMIT 1`);
  if (stray === undefined) {
    await manager.query(`CREATE TABLE ${name}_${suffix} PARTITION OF ${name} ${bounds}`);
    return;
  }
  // a partition cannot be made over rows that are in the default one
  await manager.query(
    `CREATE TABLE ${name}_${suffix} (LIKE ${name} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`,
  );
  await manager.query(
    `WITH moved AS (DELETE FROM ${name}_rest WHERE ${range} RETURNING *) INSERT INTO ${name}_${suffix} SELECT * FROM moved`,
  );
  await manager.query(`ALTER TABLE ${name} ATTACH PARTITION ${name}_${suffix} ${bounds}`);
}
