import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of one test file's own, empty until it is migrated. */
export interface TestDatabase {
  readonly url: string;
  /** Ends the connections that are still open to it and removes it. */
  drop(): Promise<void>;
}

/**
 * Creates a database with a random name on the server of DATABASE_URL: an empty one, or a copy of another that nobody is
 * connected to. Throws when there is no DATABASE_URL: `node scripts/with-services.mjs -- <command>` sets it.
 */
export async function createTestDatabase(template = 'template1'): Promise<TestDatabase> {
  const name = `bianzu_test_${randomBytes(8).toString('hex')}`;
  await execute(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    url: databaseUrl(name),
    drop: () => execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** The server of DATABASE_URL. */
export function databaseServer(): string {
  const server = process.env['DATABASE_URL'];
  if (server !== undefined && server !== '') return server;
  throw new Error('DATABASE_URL is not set. Run the tests with: node scripts/with-services.mjs -- <command>');
}

/** A database on that server. */
export function databaseUrl(name: string): string {
  const url = new URL(databaseServer());
  url.pathname = `/${name}`;
  return url.href;
}

async function execute(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseServer() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
