import type { DataSource } from 'typeorm';
import { firstIdAt } from '#libs/journal';
import { daysSql, retentionDays, type RetentionTerms } from './retention-terms.js';

const rowsAtOnce = 5_000;
const dayMs = 86_400_000;
const queueDays = 90;

/** Subscriptions take theirs along; a pause is a decision of people, and stays. */
const isGone = `destination <> ALL($1::text[]) AND position('/' IN destination) = 0 AND paused_at IS NULL
  AND (lease_until IS NULL OR lease_until < now() - interval '1 day')
  AND NOT EXISTS (SELECT FROM delivery_queue q WHERE q.destination = destination_state.destination)
  AND NOT EXISTS (SELECT FROM delivery d WHERE d.destination = destination_state.destination
    AND d.state IN ('pending', 'awaiting-receipt', 'failed', 'expired'))`;

export interface PruneOptions {
  readonly dataSource: DataSource;
  readonly terms: RetentionTerms;
  /** How long a sender may repeat a transmission under the same key, in days. */
  readonly idempotencyDays: number;
  readonly nowMs: number;
  /** Of the configuration; what is known of others goes when nothing of them is left. Absent: nothing goes. */
  readonly destinations?: readonly string[];
}

/**
 * Removes rows of the tables that are not cut into days when their time is over: a few thousand at a time, so that nobody
 * waits. Their space is used again. @returns how many went, by table
 */
export async function prune(options: PruneOptions): Promise<Record<string, number>> {
  const { dataSource, terms, idempotencyDays, nowMs } = options;
  const before = (days: number): string => firstIdAt(nowMs - days * dayMs);
  const all = retentionDays(terms);
  const longest = all.at(-1)!;
  const gone: Record<string, number> = {};
  const remove = async (table: string, condition: string, values: unknown[]): Promise<void> => {
    gone[table] = (gone[table] ?? 0) + (await removeRows(dataSource, table, condition, values));
  };
  await remove('idempotency_key', 'message_id < $1', [before(idempotencyDays)]);
  for (const days of all) {
    const isClass = `${daysSql(terms, 'partner', 'agreement')} = ${days}`;
    await remove('message_reference', `message_id < $1 AND ${isClass}`, [before(days + 1)]);
  }
  const isSettled = `message_id < $1 AND state NOT IN ('waiting', 'received')`;
  await remove('expected_acknowledgement', isSettled, [before(longest + 1)]);
  await remove('received_acknowledgement', 'message_id < $1', [before(longest + 1)]);
  await remove('conformance_delivery', 'message_id < $1', [before(longest + 1)]);
  await remove('suspect', 'message_id < $1', [before(longest + 1)]);
  await remove('queue_message', 'queued_at < $1', [new Date(nowMs - queueDays * dayMs)]);
  if (options.destinations !== undefined) await remove('destination_state', isGone, [options.destinations]);
  return gone;
}

async function removeRows(
  dataSource: DataSource,
  table: string,
  condition: string,
  values: unknown[],
): Promise<number> {
  for (let gone = 0; ;) {
    const [, count] = await dataSource.query<[unknown, number]>(
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${rowsAtOnce}))`,
      values,
    );
    gone += count;
    if (count < rowsAtOnce) return gone;
  }
}
