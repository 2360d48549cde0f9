import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { PlainValue } from '#libs/message';
import { codes, effect, messageId, orderEffect, partyEffect } from '../test/effects.js';
import { openStore, type StoreFixture } from '../test/store-fixture.js';
import { createCustomerQueries, loadSurvivorship, type CustomerQueries } from './index.js';
import { customerIdOfCreditCode, partyRecordId } from './stable-id.js';

jest.setTimeout(60_000);

describe('the customer store', () => {
  let fixture: StoreFixture;
  let queries: CustomerQueries;
  beforeAll(async () => {
    fixture = await openStore();
    const { rules } = loadSurvivorship('mappings/customers/survivorship.yaml');
    queries = createCustomerQueries(fixture.dataSource.manager, rules);
  });
  afterAll(() => fixture.close());
  beforeEach(() => fixture.empty());

  const rows = <T>(sql: string): Promise<T[]> => fixture.dataSource.query<T[]>(sql);
  const customersOf = async (): Promise<{ records: string[]; needsReview: boolean; name: PlainValue }[]> => {
    const { items } = await queries.findCustomers({});
    const profiles = await Promise.all(items.map((item) => queries.customer(item.id)));
    return profiles
      .map((profile) => ({
        records: profile!.sources.map((source) => `${source.system}/${source.localId}`),
        needsReview: profile!.needsReview,
        name: profile!.fields['name']!.value,
      }))
      .sort((a, b) => (a.records[0]! < b.records[0]! ? -1 : 1));
  };

  it('has the tables that its entities describe', async () => {
    const differences = await fixture.dataSource.driver.createSchemaBuilder().log();
    expect(differences.upQueries.map((query) => query.query)).toEqual([]);
  });

  it('does what docs/customers.md shows', async () => {
    const [said, expected] = [
      ...readFileSync('docs/customers.md', 'utf8').matchAll(/```json\n(.*?)```/gs),
    ].map((block) => JSON.parse(block[1]!) as unknown);
    const statements = said as { system: string; asOf: string; party: Record<string, PlainValue> }[];
    await fixture.apply(statements.map(({ system, asOf, party }) => partyEffect(system, party, asOf)));
    expect(await customersOf()).toEqual(expected);
  });

  it('keeps of each field what the system said last, not what came last', async () => {
    await fixture.apply([
      partyEffect('sys-1', { identifier: 'K1', name: '新名', phones: ['1'] }, '2026-03-16T10:00:00+08:00'),
    ]);
    await fixture.apply([
      partyEffect('sys-1', { identifier: 'K1', name: '旧名', shortName: '简' }, '2026-03-16T01:30:00Z'),
    ]);
    const [record] = await rows<{ name: string; short: string }>(
      `SELECT fields->'name'->>'value' AS name, fields->'shortName'->>'value' AS short FROM party_record`,
    );
    expect(record).toEqual({ name: '新名', short: '简' });
  });

  it('keeps of an order what was issued last, with its parties', async () => {
    const order = (name: string, issuedAt: string): ReturnType<typeof orderEffect> =>
      orderEffect('sys-1', 'O1', { identifier: name, name }, { issuedAt });
    await fixture.apply([order('K2', '2026-03-16T10:00:00+08:00')]);
    await fixture.apply([order('K1', '2026-03-16T09:00:00+08:00'), order('K3', '2026-03-16T10:30:00+08:00')]);
    const parties = await rows(
      `SELECT p.local_id AS id FROM record_party r JOIN party_record p ON p.id = r.party_record_id`,
    );
    expect(parties).toEqual([{ id: 'K3' }]);
  });

  it('still knows a customer by the ids that it had before', async () => {
    const party = { identifier: 'K1', name: '华丰', phones: ['13509012810'] };
    await fixture.apply([partyEffect('sys-1', party, '2026-03-16T01:00:00Z')]);
    await fixture.apply([
      partyEffect('sys-1', { ...party, creditCode: codes.second }, '2026-03-16T02:00:00Z'),
    ]);
    await fixture.apply([
      partyEffect('sys-1', { ...party, creditCode: codes.huafeng }, '2026-03-16T03:00:00Z'),
    ]);
    const ids = [partyRecordId('sys-1', 'K1'), ...[codes.second, codes.huafeng].map(customerIdOfCreditCode)];
    const found = await Promise.all(ids.map((id) => queries.customer(id)));
    expect(found.map((profile) => profile?.id)).toEqual(ids.map(() => ids[2]));
  });

  it('splits again what a corrected credit code had joined', async () => {
    const joined = { identifier: 'K1', name: '华丰', creditCode: codes.huafeng };
    await fixture.apply([
      partyEffect('sys-1', joined, '2026-03-16T01:00:00Z'),
      partyEffect('sys-2', { identifier: 'K9', name: '大成', creditCode: codes.huafeng }),
    ]);
    expect(await customersOf()).toHaveLength(1);
    await fixture.apply([
      partyEffect('sys-1', { ...joined, creditCode: codes.second }, '2026-03-16T02:00:00Z'),
    ]);
    expect(await customersOf()).toHaveLength(2);
  });

  it('tells parties without a number apart by name with credit code or phone', async () => {
    const consignee = (name: string, phone?: string): Record<string, PlainValue> => ({
      name,
      ...(phone === undefined ? {} : { phones: [phone] }),
    });
    const order = (number: string, party: Record<string, PlainValue>): ReturnType<typeof orderEffect> =>
      orderEffect('sys-1', number, { identifier: 'K1', name: '华丰' }, { consignee: party });
    await fixture.apply([
      order('O1', consignee('王建国', '135 0901 2810')),
      order('O2', consignee('王建国', '+8613509012810')),
      order('O3', consignee('王建国', '13509012811')),
      order('O4', consignee('王建国')),
    ]);
    const [{ n }] = (await rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM party_record WHERE local_id LIKE '~%'`,
    )) as [{ n: number }];
    expect(n).toBe(3);
  });

  it('takes texts that PostgreSQL cannot hold, endless numbers and impossible times', async () => {
    const long = 'K'.repeat(100_000);
    await fixture.apply([
      orderEffect(
        'sys-1',
        long,
        { identifier: long, name: 'a\u0000b\ud800', 'x\u0000y': '\udfff', __proto__: 'z' },
        { issuedAt: '+275760-09-13T00:00:00Z', remarks: 'literally \\u0000' },
      ),
      orderEffect(
        'sys-1',
        '',
        { name: '' },
        { issuedAt: 'yesterday', consignor: null, consignee: ['x'], payer: 7 },
      ),
      effect('transport-order', 'sys-1', {}),
      { ...effect('transport-order', 'sys-1', {}), value: 'no object' },
    ]);
    const records = await rows<{ as_of: Date; remarks: string | null }>(
      `SELECT as_of, document->>'remarks' AS remarks FROM business_record ORDER BY remarks`,
    );
    expect(records).toHaveLength(4);
    expect(records[0]!.remarks).toBe('literally \\u0000');
    expect(records.map((record) => record.as_of.toISOString())).toEqual(
      records.map(() => '2026-03-16T12:00:00.000Z'),
    );
    expect(await rows(`SELECT fields->'name'->>'value' AS name FROM party_record`)).toEqual([
      { name: 'a\uFFFDb\uFFFD' },
    ]);
  });

  it('does not keep messages that are no records', async () => {
    await fixture.apply([effect('acknowledgement', 'sys-1', { documentId: messageId() })]);
    await fixture.apply([]);
    expect((await queries.counts()).records).toEqual([]);
  });
});
