import pg from 'pg';

/** After all test files: the databases that they copied go. */
export default async function endTestRun() {
  const { DATABASE_URL: server, BIANZU_TEST_RUN: run } = process.env;
  if (!server) return;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [
      `bianzu_template_${run}_`,
    ]);
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
