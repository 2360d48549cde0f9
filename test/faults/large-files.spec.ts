import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fetchBalanceOf, settledBalance } from '../support/balance.js';
import { dataFolder } from '../support/data-folder.js';
import { iftmin, interchange } from '../support/edifact-samples.js';
import { segmentsOf } from '../support/edi-partner.js';
import { databaseUrlOf, startHub, type RunningHub } from '../support/hub-process.js';
import { parcelFile, parcelLine } from '../support/parcel-file.js';
import { partialConfiguration } from '../support/partial-configuration.js';
import { storeDump } from '../support/store-dump.js';
import type { JourneyView } from '../support/views.js';

jest.setTimeout(600_000);

/** Many times as many as are worked on at once. How much memory longer files take, `npm run bench` measures. */
const lineCount = 5_000;
const messageCount = 600;
/** Every so-manieth of each is wrong. */
const wrongEach = 50;
/** Enough for a hub at work; the trees and canonical messages of all lines together would not fit beside it. */
const heapMegabytes = 160;

const isWrong = (number: number): boolean => number % wrongEach === 0;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

const lines = parcelFile(
  numbers(lineCount).map((number) => parcelLine(number, isWrong(number) ? { 重量千克: '不详' } : {})),
);
const messages = numbers(messageCount).map((number) => {
  const wrong: Record<string, string> = isWrong(number) ? { 'GID+1+12:BG': 'GID+1+MANY:BG' } : {};
  return iftmin(String(number), `SI-${number}`, wrong);
});

const recordsOf = (count: number): object => ({
  state: 'split',
  recordCount: count,
  records: { accepted: count - count / wrongEach, refused: count / wrongEach },
});

describe('a hub with little memory that is killed in the middle of a file of lines and of an interchange', () => {
  const folder = dataFolder();
  const configuration = partialConfiguration(['sys-6', 'forwarder-edi']);
  const options = { configurationRoot: configuration.root, heapMegabytes };
  let hub: RunningHub;
  let fileId: string;
  let interchangeId: string;

  const accepted = (sender: string, count: number): Promise<unknown> =>
    fetchBalanceOf(hub.operator, ({ systems }) => {
      if (hub.process.hasEnded) throw new Error(hub.process.output);
      return (systems.find((one) => one.sender === sender)?.accepted ?? 0) >= count;
    });

  beforeAll(async () => {
    hub = await startHub(folder.path, ['--empty'], options);
  });
  afterAll(async () => {
    await hub.process.end('SIGKILL');
    folder.remove();
    configuration.close();
  });

  it('has taken both in as a whole before it reads them', async () => {
    const bytes = interchange({ reference: 'LARGE1' }, messages);
    interchangeId = await hub.client('forwarder-edi').taken(bytes, { contentType: 'application/edifact' });
    const csv = { contentType: 'text/csv', fileName: 'LSKY_20260316.csv' };
    fileId = await hub.client('sys-6').taken(lines, csv);
    expect(await hub.operator.journey(fileId)).toMatchObject({ state: 'received' });
  });

  it('goes on where it was', async () => {
    await Promise.all([accepted('sys-6', lineCount / 10), accepted('forwarder-edi', 1)]);
    await hub.process.end('SIGKILL');
    hub = await startHub(folder.path, ['--empty'], options);
    await accepted('sys-6', lineCount - lineCount / wrongEach);
    await accepted('forwarder-edi', messageCount - messageCount / wrongEach);
    expect(await hub.operator.settled(fileId)).toMatchObject(recordsOf(lineCount));
    expect(await hub.operator.settled(interchangeId)).toMatchObject(recordsOf(messageCount));
  });

  it('has lost no line and doubled none', async () => {
    await settledBalance(hub.operator);
    const { records } = await storeDump(databaseUrlOf(hub, folder.path), hub.operator);
    const parcels = records.filter((record) => record.startsWith('sys-6 parcel-shipment'));
    expect(parcels).toHaveLength(lineCount - lineCount / wrongEach);
    expect(new Set(parcels).size).toBe(parcels.length);
  });

  it('answers the interchange once, with the messages that were refused before the kill and after it', async () => {
    const { deliveries }: JourneyView = await hub.operator.journey(interchangeId);
    expect(deliveries).toHaveLength(1);
    const answer = segmentsOf((await hub.operator.raw(deliveries[0]!.content)).toString());
    const named = answer
      .filter((segment) => segment.startsWith('UCM'))
      .map((segment) => segment.split('+')[1]);
    expect(named).toEqual(numbers(messageCount).filter(isWrong).map(String));
  });
});
