import type { EntityManager } from 'typeorm';
import type { Period } from '#libs/journal';
import { daysSql, type RetentionTerms } from './retention-terms.js';

/** What of a day may go. */
export interface Due {
  readonly due: number;
  readonly staying: number;
  /** Messages and deliveries that still have something before them; nothing of the day goes while there are any. */
  readonly unfinished: number;
}

/**
 * Finds the messages of a day whose time is over, and puts their ids into the temporary table `due`, which lives as long
 * as the transaction.
 */
export async function findDue(
  manager: EntityManager,
  { suffix }: Period,
  terms: RetentionTerms,
  ageDays: number,
): Promise<Due> {
  await manager.query('DROP TABLE IF EXISTS due');
  await manager.query(
    `CREATE TEMP TABLE due ON COMMIT DROP AS SELECT id FROM message_${suffix} m
     WHERE ${daysSql(terms, 'm.sender', 'm.agreement')} <= ${Math.floor(ageDays)}`,
  );
  await manager.query('CREATE UNIQUE INDEX ON due (id)');
  await manager.query('ANALYZE due');
  const [row] = await manager.query<{ due: number; all: number; unfinished: number }[]>(
    `SELECT (SELECT count(*)::int FROM due) AS due, (SELECT count(*)::int FROM message_${suffix}) AS all,
       (SELECT count(*)::int FROM message_${suffix} WHERE state IN ('received', 'parked', 'quarantined') AND id IN (TABLE due))
       + (SELECT count(*)::int FROM delivery_${suffix} WHERE state IN ('pending', 'awaiting-receipt'))
       + (SELECT count(*)::int FROM outbox WHERE message_id IN (TABLE due)) AS unfinished`,
  );
  return { due: row!.due, staying: row!.all - row!.due, unfinished: row!.unfinished };
}
