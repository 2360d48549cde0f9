import type { DataSource } from 'typeorm';
import { inMs, nowSql, systemClock, type Clock } from './clock.js';
import { runNamed } from './named-sql.js';

/** What a partner says later of a delivery that it has taken: an asynchronous MDN, for instance. */
export type Receipt =
  | { readonly kind: 'accepted'; readonly receipt?: Uint8Array; readonly answer?: string }
  | {
      readonly kind: 'refused';
      readonly detail: string;
      readonly receipt?: Uint8Array;
      readonly answer?: string;
    }
  | { readonly kind: 'invalid-answer'; readonly detail: string; readonly answer?: string };

const answered = `
  , told AS (
    UPDATE delivery_attempt a SET outcome = :kind::text, detail = :detail::text, answer = coalesce(:answer::text, a.answer),
      receipt = coalesce(:receipt::bytea, a.receipt)
    FROM mine WHERE a.delivery_id = mine.delivery_id AND a.attempt_id = mine.attempt_id)
  SELECT delivery_id FROM mine`;

const ends = (state: 'delivered' | 'failed'): string => `
  WITH mine AS (
    DELETE FROM delivery_queue WHERE delivery_id = :delivery AND state <> 'offered'
      AND (state = 'awaiting-receipt' OR :kind = 'accepted') RETURNING delivery_id, attempt_id),
  ended AS (
    UPDATE delivery SET state = '${state}', state_at = ${nowSql} WHERE id IN (SELECT delivery_id FROM mine)),
  expected AS (
    UPDATE expected_acknowledgement SET sent_at = ${nowSql}, due_at = ${nowSql} + (due_at - sent_at)
    WHERE :kind = 'accepted' AND delivery_id IN (SELECT delivery_id FROM mine) AND state = 'waiting')${answered}`;

const repeats = `
  WITH mine AS (
    UPDATE delivery_queue SET state = 'waiting', due_at = ${inMs(':wait')}
    WHERE delivery_id = :delivery AND state = 'awaiting-receipt' RETURNING delivery_id, attempt_id),
  pending AS (
    UPDATE delivery SET state = 'pending', state_at = ${nowSql} WHERE id IN (SELECT delivery_id FROM mine))${answered}`;

/** Before a delivery whose receipt was wrong goes out again. */
const repeatInMs = 60_000;

/**
 * Settles a delivery by a receipt that came by itself. An acceptance counts even when it comes after the time for it, as long as the
 * delivery is not settled otherwise.
 * @returns false when the delivery waits for no receipt
 */
export async function settleReceipt(
  dataSource: DataSource,
  delivery: string,
  receipt: Receipt,
  clock: Clock = systemClock,
): Promise<boolean> {
  const sql =
    receipt.kind === 'accepted' ? ends('delivered') : receipt.kind === 'refused' ? ends('failed') : repeats;
  const values = { detail: null, answer: null, receipt: null, ...receipt };
  const bytes = values.receipt === null || values.receipt === undefined ? null : Buffer.from(values.receipt);
  const settled = await runNamed(dataSource, sql, {
    ...values,
    ahead: clock.aheadMs,
    delivery,
    wait: repeatInMs,
    receipt: bytes,
  });
  return settled.length > 0;
}

/** Deliveries whose receipt has not come in time are due again. */
export async function takeBackOverdue(dataSource: DataSource, clock: Clock): Promise<void> {
  await runNamed(
    dataSource,
    `WITH overdue AS (
       UPDATE delivery_queue SET state = 'waiting', due_at = ${nowSql}
       WHERE state = 'awaiting-receipt' AND due_at <= ${nowSql} RETURNING delivery_id, attempt_id),
     pending AS (
       UPDATE delivery SET state = 'pending', state_at = ${nowSql} WHERE id IN (SELECT delivery_id FROM overdue))
     UPDATE delivery_attempt a SET outcome = 'timeout', detail = 'no receipt in time'
     FROM overdue WHERE a.delivery_id = overdue.delivery_id AND a.attempt_id = overdue.attempt_id`,
    { ahead: clock.aheadMs },
  );
}
