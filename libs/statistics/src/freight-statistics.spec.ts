import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CanonicalEffect } from '#libs/journey';
import type { PlainValue } from '#libs/message';
import { openStore, type StoreFixture } from '../../customers/test/store-fixture.js';
import {
  foldDeltas,
  freightFigures,
  freightStatistics,
  FreightCancellation1700000000374,
  FreightStatistics1700000000372,
  settleCancellations,
  type Basis,
  type Dimension,
} from './index.js';

let fixture: StoreFixture;
let count = 0;
const statistics = freightStatistics();
const tables = ['freight_entry', 'freight_delta', 'freight_total', 'freight_cancellation'];

beforeAll(async () => {
  fixture = await openStore();
  const runner = fixture.dataSource.createQueryRunner();
  await new FreightStatistics1700000000372().up(runner);
  await new FreightCancellation1700000000374().up(runner);
  await runner.release();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  await fixture.empty();
  await fixture.dataSource.query(tables.map((table) => `DELETE FROM ${table}`).join('; '));
});

function order(number: string, members: Record<string, PlainValue> = {}): CanonicalEffect {
  count += 1;
  const value: Record<string, PlainValue> = {
    functionCode: '9',
    orderNumber: number,
    issuedAt: '2026-10-31T17:00:00Z',
    origin: { stationCode: 'PTF', bureauCode: 'F00' },
    destination: { stationCode: 'TQW' },
    items: [
      { categoryCode: '11', grossWeightKg: 52000.25 },
      { categoryCode: '20', grossWeightKg: 1000 },
    ],
    equipment: [
      { sizeType: '45G1', quantity: 2 },
      { sizeType: '22G1', quantity: 1 },
    ],
    wagonCount: 3,
    ...members,
  };
  const messageId = `00000000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`;
  const receivedAt = '2026-11-01T00:00:00Z';
  return { messageId, ordinal: 0, system: 'sys-1', type: 'transport-order', version: 1, value, receivedAt };
}

function cancellation(orders: readonly string[], occurredAt: string): CanonicalEffect {
  const references = orders.map((value) => ({ type: 'order', value }));
  const value = { documentId: `ZT-${orders[0]}`, statusCode: 'cancelled', occurredAt, references };
  return { ...order('none'), type: 'transport-status', value };
}

/** As the journey does: the store first, then the statistics, in one transaction. */
async function commit(...effects: CanonicalEffect[]): Promise<void> {
  await fixture.transaction(async (manager) => {
    await fixture.store.apply(manager, effects);
    await statistics.apply(manager, effects);
  });
}

function figures(by: readonly Dimension[], basis: Basis = 'ordered') {
  const request = { basis, by, from: '2026-01', to: '2026-12', limit: 100 };
  return freightFigures(fixture.dataSource.manager, request);
}

const later = '2026-11-02T08:00:00+08:00';

describe('freight statistics', () => {
  it('have weights under each category, and what belongs to the whole under the heaviest', async () => {
    await commit(order('A'));
    expect(await figures(['month', 'category'])).toEqual([
      {
        month: '2026-11',
        categoryCode: '11',
        consignmentCount: 1,
        grossWeightKg: 52000.25,
        teu: 5,
        wagonCount: 3,
        pieceCount: 0,
        revenueCny: 0,
      },
      {
        month: '2026-11',
        categoryCode: '20',
        consignmentCount: 0,
        grossWeightKg: 1000,
        teu: 0,
        wagonCount: 0,
        pieceCount: 0,
        revenueCny: 0,
      },
    ]);
    expect(await figures(['lane', 'bureau'])).toMatchObject([
      { originStationCode: 'PTF', destinationStationCode: 'TQW', bureauCode: 'F00', consignmentCount: 1 },
    ]);
  });

  it('count an effect once, however often and in whichever batches it comes', async () => {
    const [a, b] = [order('A'), order('B')];
    await commit(a, b);
    await commit(b, a);
    await Promise.all([commit(a), commit(b, a), commit(a, b)]);
    expect(await figures([])).toMatchObject([{ consignmentCount: 2, teu: 10 }]);
  });

  it('follow a record that is replaced: its old lines go, its new ones come', async () => {
    await commit(order('A'));
    const moved = {
      issuedAt: later,
      acceptedAt: '2026-12-01T09:00:00+08:00',
      destination: { stationCode: 'EZY' },
    };
    await commit(order('A', { ...moved, items: [{ categoryCode: '20', grossWeightKg: 7 }] }));
    expect(await figures(['month', 'lane', 'category'])).toMatchObject([
      {
        month: '2026-12',
        destinationStationCode: 'EZY',
        categoryCode: '20',
        grossWeightKg: 7,
        consignmentCount: 1,
      },
    ]);
  });

  it('do not listen to an older statement that comes late', async () => {
    await commit(order('A', { issuedAt: later, wagonCount: 9 }));
    await commit(order('A', { wagonCount: 1 }));
    expect(await figures([])).toMatchObject([{ wagonCount: 9, consignmentCount: 1 }]);
  });

  it('have nothing of what is cancelled', async () => {
    await commit(order('A'), order('B'));
    await commit(
      order('A', { issuedAt: later, functionCode: '1' }),
      order('B', { issuedAt: later, status: 'refused' }),
    );
    expect(await figures(['category'])).toEqual([]);
    expect(await figures([])).toMatchObject([{ consignmentCount: 0, grossWeightKg: 0, teu: 0 }]);
  });

  it('have nothing of what a status says is cancelled, whichever comes first, until the order is stated again', async () => {
    const cancelled = cancellation(['A', 'YD1', 'X'], '2026-11-01T12:00:00Z');
    await commit(
      order('A'),
      order('B', { demandNumber: 'YD1' }),
      order('C'),
      order('D', { relatedOrderNumbers: ['A'] }),
    );
    await commit(cancelled);
    await Promise.all([settleCancellations(fixture.dataSource), settleCancellations(fixture.dataSource)]);
    await commit(order('X'), order('Y'));
    await commit(cancelled);
    await settleCancellations(fixture.dataSource);
    expect(await figures([])).toMatchObject([{ consignmentCount: 3, wagonCount: 9 }]);
    await commit(order('A', { issuedAt: later, functionCode: '5' }));
    await settleCancellations(fixture.dataSource);
    expect(await figures([])).toMatchObject([{ consignmentCount: 4, wagonCount: 12 }]);
  });

  it('are the same for any order of arrival, with transactions that meet', async () => {
    const effects = Array.from({ length: 60 }, (_, at) =>
      order(`N${at % 12}`, {
        issuedAt: `2026-11-${String((at % 28) + 1).padStart(2, '0')}T00:00:00Z`,
        wagonCount: at,
      }),
    );
    for (const effect of effects) await commit(effect);
    const expected = await figures(['month', 'category', 'lane', 'bureau']);
    await fixture.empty();
    await fixture.dataSource.query(tables.map((table) => `DELETE FROM ${table}`).join('; '));
    const shuffled = [...effects].sort((a, b) => (a.messageId.slice(-1) < b.messageId.slice(-1) ? 1 : -1));
    await Promise.all(
      Array.from({ length: 12 }, (_, lane) => commit(...shuffled.filter((_e, at) => at % 12 === lane))),
    );
    expect(await figures(['month', 'category', 'lane', 'bureau'])).toEqual(expected);
  });

  it('are the same after their differences are folded, by several at once', async () => {
    await commit(order('A'), order('B'));
    await commit(order('A', { issuedAt: later, wagonCount: 8 }));
    const before = await figures(['category', 'month']);
    await Promise.all([foldDeltas(fixture.dataSource), foldDeltas(fixture.dataSource)]);
    expect(await figures(['category', 'month'])).toEqual(before);
    expect(await fixture.dataSource.query('SELECT FROM freight_delta')).toEqual([]);
  });

  it('count consignment notes and parcels as carried, with their charges', async () => {
    const note = order('W', {
      waybillNumber: '202603TY4150010001',
      wagons: [{}, {}],
      freightAmountCny: 86400.5,
      containers: [],
    });
    const parcel = order('P', {
      parcelNumber: 'P1',
      categoryCode: '99',
      grossWeightKg: 12.5,
      pieceCount: 4,
      freightAmountCny: 30,
    });
    await commit({ ...note, type: 'consignment-note' }, { ...parcel, type: 'parcel-shipment' });
    expect(await figures([], 'carried')).toMatchObject([
      { consignmentCount: 2, wagonCount: 2, pieceCount: 4, revenueCny: 86430.5, grossWeightKg: 53012.75 },
    ]);
    expect(await figures([])).toMatchObject([{ consignmentCount: 0 }]);
  });
});
