import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { codes, partyEffect } from '../test/effects.js';
import { openStore, type StoreFixture } from '../test/store-fixture.js';
import {
  createCustomerQueries,
  decide,
  loadSurvivorship,
  unlink,
  withdrawDecisions,
  type CustomerProfile,
  type CustomerQueries,
} from './index.js';
import { customerIdOfCreditCode, partyRecordId } from './stable-id.js';

jest.setTimeout(60_000);

describe('decisions about party records', () => {
  let fixture: StoreFixture;
  let queries: CustomerQueries;
  beforeAll(async () => {
    fixture = await openStore();
    const { rules } = loadSurvivorship('mappings/customers/survivorship.yaml');
    queries = createCustomerQueries(fixture.dataSource.manager, rules);
  });
  afterAll(() => fixture.close());
  beforeEach(() => fixture.empty());

  const author = { decidedBy: 'wang', decidedAt: '2026-03-16T08:00:00Z', reason: 'asked by phone' };
  const keysOf = (profile: CustomerProfile | undefined): string[] =>
    profile?.sources.map((source) => `${source.system}/${source.localId}`) ?? [];
  const records = ['sys-1', 'sys-2', 'sys-4'].map((system) => ({ system, localId: 'K1' }));
  const threeSystems = (): Promise<void> =>
    fixture.apply(
      records.map(({ system, localId }) =>
        partyEffect(system, { identifier: localId, name: '华丰', creditCode: codes.huafeng }),
      ),
    );
  const customerId = customerIdOfCreditCode(codes.huafeng);

  it('take a record out, and withdrawn put everything back as it was', async () => {
    await threeSystems();
    const before = await fixture.dump();
    const ids = await fixture.transaction((manager) => unlink(manager, records[1]!, author));
    expect(keysOf(await queries.customer(customerId))).toEqual(['sys-1/K1', 'sys-4/K1']);
    const apart = await queries.customer(partyRecordId('sys-2', 'K1'));
    expect(keysOf(apart)).toEqual(['sys-2/K1']);
    expect(apart!.decisions).toHaveLength(2);
    expect(apart!.similar).toEqual([{ customerId, keys: [{ kind: 'credit-code', value: codes.huafeng }] }]);
    await fixture.transaction((manager) => withdrawDecisions(manager, ids, '2026-03-17T08:00:00Z'));
    const after = await fixture.dump();
    expect(after['match_decision']).toHaveLength(2);
    expect({ ...after, match_decision: [] }).toEqual(before);
  });

  it('hold when they are made before the records arrive, and when they are repeated', async () => {
    const decision = { first: records[0]!, second: records[1]!, verdict: 'different' as const, ...author };
    const id = await fixture.transaction((manager) => decide(manager, decision));
    await threeSystems();
    expect(await fixture.transaction((manager) => decide(manager, decision))).toBe(id);
    expect(keysOf(await queries.customer(partyRecordId('sys-2', 'K1')))).not.toContain('sys-1/K1');
  });

  it('join two customers, and the ids of both still lead to the one', async () => {
    await fixture.apply([
      partyEffect('sys-1', { identifier: 'K1', name: '华丰', creditCode: codes.huafeng }),
      partyEffect('sys-2', { identifier: 'K1', name: '大成', creditCode: codes.second }),
    ]);
    await fixture.transaction((manager) =>
      decide(manager, { first: records[0]!, second: records[1]!, verdict: 'same', ...author }),
    );
    const ids = [codes.huafeng, codes.second].map(customerIdOfCreditCode);
    const profiles = await Promise.all(ids.map((id) => queries.customer(id)));
    expect(profiles.map(keysOf)).toEqual([
      ['sys-1/K1', 'sys-2/K1'],
      ['sys-1/K1', 'sys-2/K1'],
    ]);
    expect(profiles[0]!.id).toBe(profiles[1]!.id);
  });
});
