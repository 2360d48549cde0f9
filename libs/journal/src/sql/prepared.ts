import type { DataSource } from 'typeorm';
import { onBoundedConnection } from '../database-silence.js';

/** A statement that PostgreSQL parses and plans once per connection; the text belongs to the name for ever. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

interface PreparingClient {
  query(query: PreparedStatement & { readonly values: readonly unknown[] }): Promise<{ rows: unknown[] }>;
}

/** Runs a prepared statement in a transaction of its own. @throws DatabaseSilent when it may or may not be committed */
export async function runPrepared<Row>(
  dataSource: DataSource,
  { name, text }: PreparedStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  // TypeORM's own `query` has no names; its connection is the driver's client
  return onBoundedConnection(dataSource, async ({ client, bounded }) => {
    const { rows } = await bounded((client as PreparingClient).query({ name, text, values }));
    return rows as Row[];
  });
}
