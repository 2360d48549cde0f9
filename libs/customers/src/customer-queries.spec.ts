import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { codes, effect, messageId, orderEffect, partyEffect, statusEffect } from '../test/effects.js';
import { openStore, type StoreFixture } from '../test/store-fixture.js';
import { createCustomerQueries, loadSurvivorship, WrongCursorError, type CustomerQueries } from './index.js';
import { customerIdOfCreditCode, partyRecordId } from './stable-id.js';

jest.setTimeout(60_000);

describe('asking the customer store', () => {
  let fixture: StoreFixture;
  let queries: CustomerQueries;
  const customerId = customerIdOfCreditCode(codes.huafeng);
  const order = { type: 'order', value: 'O1' };
  beforeAll(async () => {
    fixture = await openStore();
    const { rules } = loadSurvivorship('mappings/customers/survivorship.yaml');
    queries = createCustomerQueries(fixture.dataSource.manager, rules);
    const contacts = [{ name: '王建国', phone: '13509012810' }];
    const huafeng = { identifier: 'K1', name: '西安华丰物流有限公司', creditCode: codes.huafeng };
    await fixture.apply([
      partyEffect('sys-1', { ...huafeng, phones: ['029-83001234'], contacts }),
      partyEffect('sys-4', { identifier: 'U1', name: '西安华丰物流', phones: ['(029) 83001234'], contacts }),
      partyEffect('sys-1', { identifier: 'K2', name: '北京大成100%_贸易有限公司', creditCode: codes.wrong }),
      orderEffect('sys-1', 'O1', { identifier: 'K1', name: '西安华丰物流有限公司' }),
      statusEffect('sys-4', 'S2', '40', '2026-03-16T12:00:00+08:00', order),
      statusEffect('sys-4', 'S1', '30', '2026-03-16T11:00:00+08:00', order),
      statusEffect('sys-4', 'S2', '40', '2026-03-16T12:00:00+08:00', order),
      effect('equipment-event', 'sys-5', {
        documentId: 'E1',
        eventAt: '2026-03-16T10:00:00+08:00',
        containerNumber: 'CSQU3054383',
        orderNumber: 'O1',
      }),
      effect('acknowledgement', 'sys-5', { documentId: messageId() }),
    ]);
  });
  afterAll(() => fixture.close());

  it('finds customers by part of a name, by code and by phone, however they are written', async () => {
    const found = async (search: object): Promise<string[]> =>
      (await queries.findCustomers(search)).items.map((item) => item.id);
    expect(await found({ q: '华丰' })).toEqual([customerId]);
    expect(await found({ phone: '+86 29 8300 1234', q: '西安' })).toEqual([customerId]);
    expect(await found({ creditCode: codes.huafeng.toLowerCase() })).toEqual([customerId]);
    expect(await found({ q: '大成100' })).toEqual([partyRecordId('sys-1', 'K2')]);
    expect(await found({ q: '%' })).toEqual([]);
    expect(await found({ phone: 'no phone' })).toEqual([]);
    expect(await found({ q: '没有的' })).toEqual([]);
  });

  it('gives customers page by page', async () => {
    const first = await queries.findCustomers({ limit: 1 });
    const second = await queries.findCustomers({ limit: 1, cursor: first.next });
    expect(new Set([...first.items, ...second.items].map((item) => item.id)).size).toBe(2);
    expect(second.next).toBeUndefined();
    await expect(queries.findCustomers({ cursor: 'x' })).rejects.toThrow(WrongCursorError);
  });

  it('shows the golden record, where it comes from and why its records are one', async () => {
    const profile = (await queries.customer(customerId))!;
    expect(profile.fields['name']).toMatchObject({
      value: '西安华丰物流有限公司',
      system: 'sys-1',
      localId: 'K1',
    });
    expect(profile.fields['name']!.alternatives).toMatchObject([{ value: '西安华丰物流', system: 'sys-4' }]);
    expect(profile.contacts).toMatchObject([{ systems: ['sys-1', 'sys-4'] }]);
    expect(profile.sources.map((source) => source.linkedBy.map((key) => key.kind))).toEqual([
      ['name-phone', 'name-phone'],
      ['name-phone', 'name-phone'],
    ]);
    expect(await queries.customer(partyRecordId('sys-4', 'U1'))).toEqual(profile);
  });

  it('knows no customer of an unknown id or of no id at all', async () => {
    expect(await queries.customer('00000000-0000-5000-8000-000000000000')).toBeUndefined();
    expect(await queries.customer("'; DROP TABLE customer")).toBeUndefined();
    expect(await queries.customerRecords('00000000-0000-5000-8000-000000000000')).toBeUndefined();
  });

  it('hangs orders on the customer, and by their numbers what names no party', async () => {
    const { items } = (await queries.customerRecords(customerId))!;
    expect(items.slice(0, 4).map((item) => [item.kind, item.number, item.roles])).toEqual([
      ['transport-status', 'S2', []],
      ['transport-status', 'S1', []],
      ['equipment-event', 'E1', []],
      ['transport-order', 'O1', ['customer']],
    ]);
    expect(items.slice(4).map((item) => item.kind)).toEqual(['party', 'party']);
    expect(items[3]!.currentStatus).toMatchObject({ number: 'S2', document: { statusCode: '40' } });
  });

  it('gives records page by page and by kind', async () => {
    const first = (await queries.customerRecords(customerId, { limit: 3 }))!;
    const second = (await queries.customerRecords(customerId, { limit: 3, cursor: first.next }))!;
    expect(new Set([...first.items, ...second.items].map((item) => item.id)).size).toBe(6);
    const orders = (await queries.customerRecords(customerId, { kind: 'transport-order' }))!;
    expect(orders.items.map((item) => item.number)).toEqual(['O1']);
    await expect(queries.customerRecords(customerId, { cursor: 'eA' })).rejects.toThrow(WrongCursorError);
  });

  it('puts late statuses where they belong, each once', async () => {
    const history = await queries.statusHistory(order);
    expect(history.map((status) => [status.number, status.asOf])).toEqual([
      ['S1', '2026-03-16T03:00:00.000Z'],
      ['S2', '2026-03-16T04:00:00.000Z'],
    ]);
  });

  it('counts customers before and after, and records by system and kind', async () => {
    expect(await queries.counts()).toEqual({
      partyRecords: 3,
      customers: 2,
      needsReview: 0,
      partyRecordsBySystem: [
        { system: 'sys-1', count: 2 },
        { system: 'sys-4', count: 1 },
      ],
      records: [
        { system: 'sys-1', kind: 'party', count: 2 },
        { system: 'sys-1', kind: 'transport-order', count: 1 },
        { system: 'sys-4', kind: 'party', count: 1 },
        { system: 'sys-4', kind: 'transport-status', count: 2 },
        { system: 'sys-5', kind: 'equipment-event', count: 1 },
      ],
    });
  });
});
