import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of one test file's own, empty until it is migrated. */
export interface TestDatabase {
  readonly url: string;
  /** Ends the connections that are still open to it and removes it. */
  drop(): Promise<void>;
}

/**
 * Creates an empty database with a random name on the server of DATABASE_URL. Throws when that is not set:
 * `node scripts/with-services.mjs -- <command>` sets it.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env['DATABASE_URL'];
  if (server === undefined || server === '') {
    throw new Error(
      'DATABASE_URL is not set. Run the tests with: node scripts/with-services.mjs -- <command>',
    );
  }
  const name = `bianzu_test_${randomBytes(8).toString('hex')}`;
  await execute(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function execute(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
