import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fetchBalanceOf, settledBalance } from '../support/balance.js';
import { dataFolder } from '../support/data-folder.js';
import { databaseUrlOf, startHub, type RunningHub } from '../support/hub-process.js';
import { parcelFile, parcelLine } from '../support/parcel-file.js';
import { storeDump } from '../support/store-dump.js';

jest.setTimeout(300_000);

const lineCount = 10_000;
const refused = 10;

/** Enough for a hub at work; the trees and canonical messages of all lines together would not fit beside it. */
const heapMegabytes = 160;

describe('a parcel file with 10,000 lines', () => {
  const folder = dataFolder();
  const file = parcelFile(
    Array.from({ length: lineCount }, (_, index) =>
      index % 1000 === 999 ? parcelLine(index, { 重量千克: '不详' }) : parcelLine(index),
    ),
  );
  let hub: RunningHub;
  let id: string;

  const acceptedLines = (count: number): Promise<unknown> =>
    fetchBalanceOf(hub.operator, ({ systems }) => {
      if (hub.process.hasEnded) throw new Error(hub.process.output);
      return (systems.find(({ sender }) => sender === 'sys-6')?.accepted ?? 0) >= count;
    });

  beforeAll(async () => {
    hub = await startHub(folder.path, ['--empty'], heapMegabytes);
  });
  afterAll(async () => {
    await hub.process.end('SIGKILL');
    folder.remove();
  });

  it('is taken in as a whole before its lines are read', async () => {
    const options = { contentType: 'text/csv', fileName: 'LSKY_20260316.csv' };
    id = await hub.client('sys-6').taken(file, options);
    expect(await hub.operator.journey(id)).toMatchObject({ state: 'received' });
  });

  it('goes on where it was when the hub is killed in the middle', async () => {
    await acceptedLines(1_000);
    await hub.process.end('SIGKILL');
    hub = await startHub(folder.path, ['--empty'], heapMegabytes);
    const resumed = await hub.operator.journey(id);
    expect(resumed.state).toBe('received');
    await acceptedLines(lineCount - refused);
    await settledBalance(hub.operator);
    expect(await hub.operator.journey(id)).toMatchObject({
      state: 'split',
      recordCount: lineCount,
      records: { accepted: lineCount - refused, refused },
    });
  });

  it('has lost no line and doubled none', async () => {
    const { records } = await storeDump(databaseUrlOf(hub, folder.path), hub.operator);
    const parcels = records.filter((record) => record.startsWith('sys-6 parcel-shipment'));
    expect(parcels).toHaveLength(lineCount - refused);
    expect(new Set(parcels).size).toBe(parcels.length);
  });

  it('has been read within a heap that could not have held it', () => {
    expect(hub.process.hasEnded).toBe(false);
    expect(hub.process.output).not.toContain('heap');
  });
});
