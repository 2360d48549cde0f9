import pg from 'pg';
import { createTestDatabase, databaseServer, databaseUrl, type TestDatabase } from './database.js';

/** Templates of one run of the tests are no other's: the code that made them may have changed since. */
const run = process.env['BIANZU_TEST_RUN'] ?? String(process.pid);

const made = new Map<string, Promise<string>>();

/**
 * Creates a database as a copy of one that was filled once, by whichever test file of this run came first. Copying takes a
 * tenth of the time of filling.
 * @param fill leaves no connection open
 */
export async function createDatabaseLike(
  kind: string,
  fill: (url: string) => Promise<void>,
): Promise<TestDatabase> {
  const template = made.get(kind) ?? makeOnce(`bianzu_template_${run}_${kind}`, fill);
  made.set(kind, template);
  return createTestDatabase(await template);
}

/** Whoever comes meanwhile waits. A template gets its name when it is whole. */
async function makeOnce(template: string, fill: (url: string) => Promise<void>): Promise<string> {
  const client = new pg.Client({ connectionString: databaseServer() });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) {
      const begun = `${template}_begun`;
      await client.query(`DROP DATABASE IF EXISTS ${begun} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${begun}`);
      await fill(databaseUrl(begun));
      await client.query(`ALTER DATABASE ${begun} RENAME TO ${template}`);
    }
  } finally {
    await client.end();
  }
  return template;
}
