import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/services/database.js';
import { InterruptibleProxy } from '../../transport/test/interruptible-proxy.js';
import { DatabaseSilent, inBoundedTransaction, onBoundedConnection } from './database-silence.js';
import { isDatabaseAway } from './index.js';

const patienceMs = 200;
let database: TestDatabase;
let proxy: InterruptibleProxy;
let dataSource: DataSource;
let direct: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = new InterruptibleProxy(new URL(database.url));
  await proxy.open();
  // one connection: whoever comes next gets the one that was cut, or a new one
  dataSource = await new DataSource({ type: 'postgres', url: proxy.url, extra: { max: 1 } }).initialize();
  direct = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  await direct.query('CREATE TABLE kept (number integer PRIMARY KEY)');
});
afterAll(async () => {
  await dataSource.destroy();
  await direct.destroy();
  await proxy.close();
  await database.drop();
});

const kept = async (): Promise<number[]> =>
  (await direct.query<{ number: number }[]>('SELECT number FROM kept ORDER BY 1')).map(
    ({ number }) => number,
  );

const inserting = (number: number): Promise<unknown> =>
  inBoundedTransaction(
    dataSource,
    (runner) => runner.query('INSERT INTO kept VALUES ($1)', [number]),
    patienceMs,
  );

describe('a database that says nothing', () => {
  it('is left after the patience, as one that is away', async () => {
    proxy.stall();
    const error: unknown = await inserting(1).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DatabaseSilent);
    expect(isDatabaseAway(error)).toBe(true);
  });

  it('serves the next one on a connection of its own when it speaks again, with nothing half done', async () => {
    proxy.resume();
    await inserting(2);
    expect(await kept()).toEqual([2]);
  });

  it('is left as well when another transaction holds what is wanted', async () => {
    await inBoundedTransaction(direct, async (other) => {
      await other.query('INSERT INTO kept VALUES (3)');
      await expect(inserting(3)).rejects.toBeInstanceOf(DatabaseSilent);
    });
    expect(await kept()).toEqual([2, 3]);
  });

  it('may be silent between two statements for as long as the sender likes', async () => {
    const answer = await onBoundedConnection(
      dataSource,
      async ({ runner, bounded }) => {
        await bounded(runner.query('SELECT 1'));
        await direct.query(`SELECT pg_sleep(${(2 * patienceMs) / 1_000})`);
        return bounded(runner.query('SELECT 2 AS two') as Promise<unknown>);
      },
      patienceMs,
    );
    expect(answer).toEqual([{ two: 2 }]);
  });
});
