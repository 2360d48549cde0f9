import type { DataSource, EntityManager } from 'typeorm';

type Runner = Pick<DataSource | EntityManager, 'query'>;

/** Of one part: a parameter of a statement is copied several times on its way. */
const partBytes = 1024 * 1024;

/** Writes the bytes of a transmission part by part, in the transaction of `runner`. */
export async function writeBody(runner: Runner, id: string, body: Buffer): Promise<void> {
  for (let part = 0; part * partBytes < body.byteLength; part += 1)
    await runner.query(
      'INSERT INTO as2_transmission_part (transmission_id, part, bytes) VALUES ($1, $2, $3)',
      [id, part, body.subarray(part * partBytes, (part + 1) * partBytes)],
    );
}

/** The same bytes again; empty when none were written. */
export async function readBody(runner: Runner, id: string): Promise<Buffer> {
  const parts = await runner.query<{ bytes: Buffer }[]>(
    'SELECT bytes FROM as2_transmission_part WHERE transmission_id = $1 ORDER BY part',
    [id],
  );
  return Buffer.concat(parts.map(({ bytes }) => bytes));
}
