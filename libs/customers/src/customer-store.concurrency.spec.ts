import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { codes, orderEffect, partyEffect } from '../test/effects.js';
import { openStore, type StoreFixture } from '../test/store-fixture.js';
import type { CanonicalEffect } from '#libs/journey';

jest.setTimeout(60_000);

describe('two workers at one customer', () => {
  let fixture: StoreFixture;
  beforeAll(async () => {
    fixture = await openStore();
  });
  afterAll(() => fixture.close());
  beforeEach(() => fixture.empty());

  const begin = async (): Promise<QueryRunner> => {
    const runner = fixture.dataSource.createQueryRunner();
    await runner.startTransaction();
    return runner;
  };
  const end = async (runner: QueryRunner): Promise<void> => {
    await runner.commitTransaction();
    await runner.release();
  };
  const applyIn = (runner: QueryRunner, ...effects: CanonicalEffect[]): Promise<void> =>
    fixture.store.apply(runner.manager, effects);
  const waiting = async (): Promise<void> => {
    for (;;) {
      const [row] = await fixture.dataSource.query<{ n: number }[]>(
        `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND pid IN
           (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`,
      );
      if (row!.n > 0) return;
    }
  };
  const customers = async (): Promise<unknown[]> => fixture.dataSource.query('SELECT id FROM customer');
  const party = { identifier: 'K1', name: '西安华丰物流有限公司', phones: ['13509012810'] };

  it('link what each of them brought, though neither saw the other', async () => {
    const [one, two] = [await begin(), await begin()];
    await applyIn(one, partyEffect('sys-1', { ...party, creditCode: codes.huafeng }));
    const second = applyIn(two, partyEffect('sys-4', { ...party, identifier: 'U1' }));
    await waiting();
    await end(one);
    await second;
    await end(two);
    expect(await customers()).toHaveLength(1);
  });

  it('do not wait for a matching in progress when their party has no news', async () => {
    await fixture.apply([partyEffect('sys-1', party)]);
    const [one, two] = [await begin(), await begin()];
    await applyIn(one, partyEffect('sys-4', { identifier: 'U1', name: '北京大成贸易有限公司' }));
    await applyIn(two, orderEffect('sys-1', 'O1', party));
    await end(two);
    await end(one);
    expect(await customers()).toHaveLength(2);
  });

  it('do not wait for a party that another one is writing, when they have nothing new to say of it', async () => {
    await fixture.apply([partyEffect('sys-1', party)]);
    const [one, two] = [await begin(), await begin()];
    await applyIn(
      one,
      partyEffect('sys-1', { ...party, businessScope: '煤炭' }, '2026-03-16T10:00:00+08:00'),
    );
    await applyIn(two, orderEffect('sys-1', 'O1', party, { issuedAt: '2026-03-16T07:00:00+08:00' }));
    await end(two);
    await end(one);
    expect(await customers()).toHaveLength(1);
  });

  it('keep a matching that comes upon a party which the other is only confirming', async () => {
    await fixture.apply([partyEffect('sys-1', party)]);
    const [one, two] = [await begin(), await begin()];
    await applyIn(one, orderEffect('sys-1', 'O1', party));
    const renamed = { ...party, name: '西安大成物流有限公司' };
    const second = applyIn(two, partyEffect('sys-1', renamed, '2026-03-16T10:00:00+08:00'));
    await waiting();
    await end(one);
    await second;
    await end(two);
    const [record] = await fixture.dataSource.query<{ name: string }[]>(
      `SELECT fields->'name'->>'value' AS name FROM party_record`,
    );
    expect(record!.name).toBe('西安大成物流有限公司');
  });

  it('never deadlock, in whatever order their batches name the parties', async () => {
    const parties = Array.from({ length: 20 }, (_, at) => ({ ...party, identifier: `K${at}` }));
    await fixture.apply(parties.map((one) => partyEffect('sys-1', one)));
    const round = (at: number): CanonicalEffect[] => {
      const time = `2026-03-17T08:${String(at).padStart(2, '0')}:00+08:00`;
      const effects = parties.map((one, n) =>
        partyEffect('sys-1', n === at ? { ...one, name: `改名${at}` } : one, time),
      );
      return at % 2 === 0 ? effects : effects.reverse();
    };
    const worker = async (first: number): Promise<void> => {
      for (let at = first; at < 20; at += 3) await fixture.apply(round(at));
    };
    await Promise.all([worker(0), worker(1), worker(2)]);
    expect(await customers()).not.toHaveLength(0);
  });
});
