import type { DataSource } from 'typeorm';

const tables = [
  'message',
  'message_payload',
  'message_detail',
  'canonical_message',
  'message_key',
  'delivery',
];
const dayMs = 86_400_000;

/** The smallest UUIDv7 of a moment: its 48 bits of milliseconds, the rest zero (RFC 9562, section 5.7). */
export function firstIdAt(timeMs: number): string {
  const hex = timeMs.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/**
 * Makes the journal's daily partitions (UTC days) from the day of `fromMs` on. What falls outside of them goes to the
 * default partition, so a late or early clock loses nothing. Safe to run from several processes at once.
 */
export async function createPartitions(dataSource: DataSource, fromMs: number, days: number): Promise<void> {
  const firstDay = Math.floor(fromMs / dayMs) * dayMs;
  await dataSource.transaction(async (manager) => {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('bianzu-partitions'))`);
    for (let day = firstDay; day < firstDay + days * dayMs; day += dayMs) {
      const suffix = new Date(day).toISOString().slice(0, 10).replaceAll('-', '');
      for (const table of tables) {
        await manager.query(
          `CREATE TABLE IF NOT EXISTS ${table}_${suffix} PARTITION OF ${table}
           FOR VALUES FROM ('${firstIdAt(day)}') TO ('${firstIdAt(day + dayMs)}')`,
        );
      }
    }
  });
}
