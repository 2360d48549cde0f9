import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Installation } from '../support/installation.js';
import { parcelFile, parcelLine } from '../support/parcel-file.js';
import { keyAccountOrder, sample } from '../support/samples.js';

interface Profile {
  readonly id: string;
  readonly fields: Readonly<Record<string, Sourced & { readonly others?: readonly Sourced[] }>>;
  readonly sources: readonly { readonly system: string; readonly localId: string }[];
  readonly records: { readonly items: readonly { readonly kind: string; readonly system: string }[] };
}

interface Sourced {
  readonly value: unknown;
  readonly system?: string;
}

describe('a customer whom three systems know differently', () => {
  let hub: Installation;
  let profile: Profile;

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'embedded' });
    const keyAccounts = await hub.client('sys-1');
    const online = await hub.client('sys-4');
    const parcels = await hub.client('sys-6');
    const line = parcelLine(1, { 发货人: '　西安华丰物流有限公司　', 发货人信用代码: '' });
    const ids = await Promise.all([
      keyAccounts.taken(sample('sys-1/samples/party.xml', 'gb18030'), { contentType: 'application/xml' }),
      online.taken(sample('sys-4/samples/customer.json', 'utf-8'), { contentType: 'application/json' }),
      parcels.taken(parcelFile([line]), { contentType: 'text/csv', fileName: 'LSKY_20260316.csv' }),
      keyAccounts.taken(keyAccountOrder({ reference: 'DK2026031600001201', order: 'DD2026031601201' })),
    ]);
    const operator = await hub.client('operator');
    const states = await Promise.all(ids.map(async (id) => (await operator.settled(id)).state));
    expect(states).toEqual(['accepted', 'accepted', 'split', 'accepted']);
    const { body } = await operator.get<{ items: { id: string }[] }>(
      '/v1/customers?creditCode=91610111719702345H',
    );
    expect(body.items).toHaveLength(1);
    profile = (await operator.get<Profile>(`/v1/customers/${body.items[0]!.id}`)).body;
  });
  afterAll(() => hub.close());

  it('is one customer with a source record of each system', () => {
    const sources = profile.sources.map(({ system, localId }) => `${system}/${localId}`);
    expect(sources.sort()).toEqual(['sys-1/K000123', 'sys-4/U202600123', 'sys-6/LK000123']);
  });

  it('has a golden record whose every field says which system it came from', () => {
    expect(profile.fields['name']).toMatchObject({ value: '西安华丰物流有限公司' });
    expect(profile.fields['creditCode']).toMatchObject({ value: '91610111719702345H' });
    const text = JSON.stringify(profile.fields);
    for (const field of Object.values(profile.fields)) expect(JSON.stringify(field)).toMatch(/"sys-[146]"/);
    expect(text).toContain('sys-1');
  });

  it('has the business of all systems', () => {
    const records = profile.records.items.map(({ kind, system }) => `${system} ${kind}`);
    expect(records).toEqual(expect.arrayContaining(['sys-1 transport-order', 'sys-6 parcel-shipment']));
  });

  it('is found by a part of its name and by its phone, however that is written', async () => {
    const operator = await hub.client('operator');
    for (const query of ['q=华丰物流', 'phone=135-0901-2810', 'phone=%2B8613509012810']) {
      const { body } = await operator.get<{ items: { id: string }[] }>(`/v1/customers?${query}`);
      expect({ query, ids: body.items.map(({ id }) => id) }).toEqual({ query, ids: [profile.id] });
    }
  });

  it('leaves others alone: the consignee of its order is a customer of its own', async () => {
    const operator = await hub.client('operator');
    const { body } = await operator.get<{ items: { id: string }[] }>('/v1/customers');
    expect(body.items.filter(({ id }) => id === profile.id)).toHaveLength(1);
    expect(await operator.get(`/v1/customers/${profile.id}/records?kind=transport-order`)).toMatchObject({
      body: { items: [{ number: 'DD2026031601201' }] },
    });
  });
});
