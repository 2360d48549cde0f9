import type { EntityManager } from 'typeorm';
import { firstIdAt, type Period } from '#libs/journal';
import { dayTables } from './journal-days.js';

/** Nobody waits longer for us than this; another time will do. */
const lockTimeoutMs = 3_000;

/**
 * Removes the messages in the temporary table `due` from their day, so that their space is free at once: a day of which
 * nothing stays is dropped; otherwise what stays is copied into new partitions that take the place of the old ones. The
 * copy is made before the journal is locked, and the exchange is a matter of milliseconds.
 */
export async function removeDue(manager: EntityManager, day: Period, staying: number): Promise<void> {
  await manager.query(`SET LOCAL lock_timeout = '${lockTimeoutMs}ms'`);
  await manager.query(
    `CREATE TEMP TABLE due_delivery ON COMMIT DROP AS SELECT id FROM delivery_${day.suffix} d
     WHERE d.message_id IN (TABLE due) OR (d.message_id < '${firstIdAt(day.fromMs)}'
       AND NOT EXISTS (SELECT 1 FROM message m WHERE m.id = d.message_id))`,
  );
  await manager.query('CREATE UNIQUE INDEX ON due_delivery (id)');
  const [deliveries] = await manager.query<{ staying: number }[]>(
    `SELECT ((SELECT count(*) FROM delivery_${day.suffix}) - (SELECT count(*) FROM due_delivery))::int AS staying`,
  );
  for (const { name, id } of dayTables) {
    const isOfDelivery = name === 'delivery' || name === 'delivery_attempt';
    const stays = isOfDelivery ? deliveries!.staying : staying;
    if (stays > 0) await copyStaying(manager, name, id, day, isOfDelivery ? 'due_delivery' : 'due');
  }
  for (const { name, id } of dayTables) await exchange(manager, name, id, day);
}

async function copyStaying(
  manager: EntityManager,
  table: string,
  id: string,
  day: Period,
  due: string,
): Promise<void> {
  const partition = `${table}_${day.suffix}`;
  await manager.query(`LOCK TABLE ${partition} IN SHARE MODE`);
  await manager.query(`CREATE TABLE ${partition}_staying (LIKE ${table} INCLUDING ALL)`);
  await manager.query(
    `INSERT INTO ${partition}_staying SELECT * FROM ${partition} p WHERE NOT EXISTS (SELECT 1 FROM ${due} d WHERE d.id = p.${id})`,
  );
  // proven here, so that attaching need not read it again
  await manager.query(
    `ALTER TABLE ${partition}_staying ADD CONSTRAINT ${partition}_range CHECK (${id} >= '${firstIdAt(day.fromMs)}' AND ${id} < '${firstIdAt(day.toMs)}')`,
  );
}

async function exchange(manager: EntityManager, table: string, id: string, day: Period): Promise<void> {
  const partition = `${table}_${day.suffix}`;
  const [copy] = await manager.query<{ name: string | null }[]>('SELECT to_regclass($1)::text AS name', [
    `${partition}_staying`,
  ]);
  await manager.query(`DROP TABLE ${partition}`);
  if (copy!.name === null) return;
  await manager.query(`ALTER TABLE ${partition}_staying RENAME TO ${partition}`);
  await manager.query(
    `ALTER TABLE ${table} ATTACH PARTITION ${partition} FOR VALUES FROM ('${firstIdAt(day.fromMs)}') TO ('${firstIdAt(day.toMs)}')`,
  );
  await manager.query(`ALTER TABLE ${partition} DROP CONSTRAINT ${partition}_range`);
}
