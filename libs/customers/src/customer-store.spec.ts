import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { codes, orderEffect, partyEffect } from '../test/effects.js';
import { openStore, type StoreFixture } from '../test/store-fixture.js';

describe('the customer store', () => {
  let fixture: StoreFixture;
  beforeAll(async () => {
    fixture = await openStore();
  });
  afterAll(() => fixture.close());
  beforeEach(() => fixture.empty());

  const count = async (table: string): Promise<number> =>
    Number((await fixture.dataSource.query<{ n: string }[]>(`SELECT count(*) AS n FROM ${table}`))[0]!.n);

  it('has the tables that its entities describe', async () => {
    const differences = await fixture.dataSource.driver.createSchemaBuilder().log();
    expect(differences.upQueries.map((query) => query.query)).toEqual([]);
  });

  it('makes one customer of the records of one credit code', async () => {
    await fixture.apply([
      partyEffect('sys-1', { identifier: 'K1', name: '西安华丰物流有限公司', creditCode: codes.huafeng }),
      orderEffect('sys-4', 'EC1', { name: '华丰物流', creditCode: codes.huafeng, phones: ['13509012810'] }),
    ]);
    expect(await count('party_record')).toBe(2);
    expect(await count('customer')).toBe(1);
  });
});
