import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HubClient } from '../support/hub-client.js';
import { editions, Installation } from '../support/installation.js';
import { columnOf, parcelFile, parcelLine } from '../support/parcel-file.js';
import type { JourneyView, MessageView } from '../support/views.js';

const lines = [
  parcelLine(1),
  parcelLine(2, { 重量千克: '十公斤' }),
  parcelLine(3, { 发站代码: 'L99999' }),
  parcelLine(4, { 发货人信用代码: '91610111719702345A' }),
  parcelLine(1),
  parcelLine(6),
  `${parcelLine(7)},多余`,
  parcelLine(8, { 收货人: '重庆长江粮油贸易有限公司' }),
];

describe.each(editions)('a batch of parcels in GB18030 (%s)', (edition) => {
  let hub: Installation;
  let parcels: HubClient;
  let batch: JourneyView;
  let records: MessageView[];

  const recordOf = async (sequence: number): Promise<JourneyView> =>
    parcels.journey(records.find((record) => record.sequence === sequence)!.id);

  beforeAll(async () => {
    hub = await Installation.start({ edition });
    parcels = await hub.client('sys-6');
    const options = { contentType: 'text/csv', fileName: 'LSKY_20260316.csv' };
    batch = await parcels.settled(await parcels.taken(parcelFile(lines), options));
    records = await parcels.search({ parent: batch.id });
  });
  afterAll(() => hub.close());

  it('is split, and tells how many of its lines came to which end', () => {
    expect(batch).toMatchObject({
      state: 'split',
      recordCount: 8,
      records: { accepted: 3, refused: 3, duplicate: 1, quarantined: 1 },
      issues: [],
    });
    expect(records.map(({ sequence }) => sequence).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('is kept byte for byte, and each line of it too', async () => {
    expect(await parcels.raw(batch.raw)).toEqual(parcelFile(lines));
    const { raw } = await recordOf(6);
    expect((await parcels.raw(raw)).toString('latin1')).toContain('LS2603160000006');
  });

  it('accepts the good lines with their Chinese text', async () => {
    expect(await recordOf(8)).toMatchObject({
      state: 'accepted',
      canonical: [
        {
          type: 'parcel-shipment',
          document: { parcelNumber: 'LS2603160000008', recipient: { name: '重庆长江粮油贸易有限公司' } },
        },
      ],
    });
  });

  it('refuses a value at its line and column in the file', async () => {
    const { state, issues } = await recordOf(2);
    expect(state).toBe('refused');
    expect(issues[0]).toMatchObject({
      value: '十公斤',
      location: { line: 3, column: columnOf(lines[1]!, '重量千克') },
    });
  });

  it('refuses a wrong check digit and a line with too many columns, each at its line', async () => {
    expect(await recordOf(4)).toMatchObject({
      state: 'refused',
      reason: 'check-digit-wrong',
      issues: [{ location: { line: 5 } }],
    });
    expect(await recordOf(7)).toMatchObject({
      state: 'refused',
      reason: 'csv-column-count',
      issues: [{ location: { line: 8 } }],
    });
  });

  it('lets an unknown station wait, and knows a line that comes twice', async () => {
    expect(await recordOf(3)).toMatchObject({ state: 'quarantined', reason: 'code-not-listed' });
    const first = await recordOf(1);
    expect(await recordOf(5)).toMatchObject({ state: 'duplicate', relatedId: first.id });
  });

  it('releases a single line of it once its station has been explained', async () => {
    const operator = await hub.client('operator');
    const { body } = await operator.put<{ released: string[] }>(
      '/v1/base-data/stations/cross-references/sys-6/L99999',
      { standardCode: 'EZY' },
    );
    const { id } = await recordOf(3);
    expect(body.released).toEqual([id]);
    expect(await operator.settled(id)).toMatchObject({
      state: 'accepted',
      canonical: [{ document: { origin: { stationCode: 'EZY' } } }],
    });
    expect((await parcels.journey(batch.id)).records).toMatchObject({ accepted: 4 });
  });

  it('balances: records count one by one, the file itself does not', async () => {
    const operator = await hub.client('operator');
    const { body } = await operator.get<{ systems: object[] }>('/v1/statistics/balance');
    expect(body.systems).toEqual([
      expect.objectContaining({ sender: 'sys-6', received: 8, accepted: 4, isBalanced: true }),
    ]);
  });

  it('with nothing but its header is refused, for it says nothing', async () => {
    const options = { contentType: 'text/csv', fileName: 'LSKY_20260317.csv' };
    const journey = await parcels.settled(await parcels.taken(parcelFile([]), options));
    expect(journey).toMatchObject({ state: 'refused', reason: 'input-empty' });
  });
});
