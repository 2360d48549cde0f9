import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../test/support/services/database.js';
import { isDatabaseAway } from '#libs/journal';
import { openDatabase } from './open-database.js';

describe('a connection to the database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('gives back what it holds when its process stands still in a transaction, which passes for a database that is away', async () => {
    const dataSource = await openDatabase(database.url);
    try {
      const [limit] = await dataSource.query<object[]>('SHOW idle_in_transaction_session_timeout');
      expect(limit).toEqual({ idle_in_transaction_session_timeout: '2min' });
      const failure: unknown = await dataSource
        .transaction(async (manager) => {
          await manager.query(`SET LOCAL idle_in_transaction_session_timeout = 20`);
          const standing = await manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
          const gone = `SELECT count(*)::int AS left FROM pg_stat_activity WHERE pid = ${standing[0]!.pid}`;
          for (let left = 1; left > 0;) [{ left }] = await dataSource.query<[{ left: number }]>(gone);
          await manager.query('SELECT 1');
        })
        .catch((error: unknown) => error);
      expect(isDatabaseAway(failure)).toBe(true);
    } finally {
      await dataSource.destroy();
    }
  }, 60_000);
});
