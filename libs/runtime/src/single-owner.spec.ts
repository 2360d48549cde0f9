import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/support/services/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { SingleOwner } from './single-owner.js';

jest.setTimeout(120_000);

describe('the owner of a job', () => {
  let database: TestDatabase;
  const owners: SingleOwner[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    for (const owner of owners.splice(0)) await owner.close();
  });
  afterAll(() => database.drop());

  /** Tells of what becomes of it as `+` and `-`. */
  const open = (job: string): { readonly story: string } => {
    const told = { story: '' };
    const owner = new SingleOwner(database.url, job, {
      gained: () => (told.story += '+'),
      lost: () => (told.story += '-'),
      report: () => undefined,
    });
    owners.push(owner);
    owner.open();
    return told;
  };

  const terminate = async (job: string): Promise<void> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = hashtext($1)::bigint & 4294967295`,
      [job],
    );
    await client.end();
  };

  it('is one of several, and another when its connection goes', async () => {
    const first = open('one');
    await eventually('the first has it', () => first.story === '+');
    const second = open('one');
    await terminate('one');
    await eventually('one of them has it again', () => `${first.story}${second.story}`.length === 3);
    expect(first.story.startsWith('+-')).toBe(true);
  });

  it('stays the same while it is heard of', async () => {
    const owner = open('kept');
    await eventually('it has it', () => owner.story === '+');
    await eventually('it has told that it is there', () => isIdleSince(database.url, 'SELECT 1'));
    expect(owner.story).toBe('+');
  });
});

async function isIdleSince(url: string, query: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query = $1 AND state = 'idle'`,
    [query],
  );
  await client.end();
  return rows.length > 0;
}
