import type { DataSource } from 'typeorm';

/** A statement that PostgreSQL parses and plans once per connection; the text belongs to the name for ever. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

interface PreparingClient {
  query(query: PreparedStatement & { readonly values: readonly unknown[] }): Promise<{ rows: unknown[] }>;
}

/** Runs a prepared statement in a transaction of its own. */
export async function runPrepared<Row>(
  dataSource: DataSource,
  { name, text }: PreparedStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  const runner = dataSource.createQueryRunner();
  try {
    // TypeORM's own `query` has no names; its connection is the driver's client
    const client = (await runner.connect()) as PreparingClient;
    return (await client.query({ name, text, values })).rows as Row[];
  } finally {
    await runner.release();
  }
}
