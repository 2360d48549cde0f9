import { lastControlNumber } from '#libs/journey';
import type { SqlRunner } from './insert-rows.js';

/**
 * The next numbers of a counter; the first one ever is 1. The row stays locked until the transaction ends: whoever wants
 * the same counter waits, and when this transaction comes to nothing, its numbers were never taken.
 */
export async function takeControlNumbers(runner: SqlRunner, counter: string, count: number): Promise<number> {
  if (!Number.isInteger(count) || count < 1 || count > lastControlNumber)
    throw new Error(`${count} control numbers cannot be taken`);
  const [row] = (await runner.query(
    `INSERT INTO control_number AS c (counter, last) VALUES ($1, $2)
     ON CONFLICT (counter) DO UPDATE SET last = (c.last - 1 + $2) % $3 + 1 RETURNING last`,
    [counter, count, lastControlNumber],
  )) as { last: string }[];
  const first = Number(row!.last) - count + 1;
  return first > 0 ? first : first + lastControlNumber;
}
