import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { firstIdAt } from '#libs/journal';
import { FullJournal } from '../../test/full-journal.js';
import { checkControlNumbers } from './check-control-numbers.js';
import type { Finding } from './finding.js';

jest.setTimeout(60_000);

const minuteMs = 60_000;
const nowMs = Date.now();
let journal: FullJournal;
let written = 0;

beforeAll(async () => {
  journal = await FullJournal.open();
});
afterAll(() => journal.close());
beforeEach(() => journal.dataSource.query('TRUNCATE delivery, control_number'));

/** An interchange of ours, as it was sent. */
async function sent(agoMs: number, bytes: string, contentType = 'application/edifact'): Promise<void> {
  const id = firstIdAt(nowMs - agoMs + written++);
  const names = { kind: 'message', destination: 'harbour', partner: 'harbour-edi', state: 'delivered' };
  const own = { id, message_id: id, ordinal: 0, content_type: contentType, bytes: Buffer.from(bytes) };
  await journal.insert('delivery', { ...own, ...names });
}

const unz = (number: number, text = ''): string =>
  `UNB+UNOC:3+A+B+261122:1200+${number}'${text}UNZ+1+${number}'`;
const iea = (number: number): string => `ISA*00*~GE*1*7~IEA*1*${String(number).padStart(9, '0')}~\r\n`;

const counted = (counter: string, last: number): Promise<void> =>
  journal.insert('control_number', { counter, last });

const look = (): Promise<Finding[]> =>
  checkControlNumbers({
    dataSource: journal.dataSource,
    nowMs,
    patienceMs: 0,
    isHealing: true,
    lanes: 1,
    queues: [],
  });

describe('control numbers of what was sent', () => {
  it('are all right without a gap, in whatever order they were written, with answers sent again', async () => {
    for (const number of [119, 121, 120, 122, 120]) await sent((125 - number) * minuteMs, unz(number));
    await sent(minuteMs, 'UNA;*.? ~UNB;1;123~UNZ;1;123~\n');
    await counted('edifact/interchange/harbour-edi', 123);
    for (const number of [7, 8]) await sent(minuteMs, iea(number), 'application/edi-x12');
    await counted('x12/interchange/harbour-edi', 8);
    expect(await look()).toEqual([]);
  });

  it('are missed when one was never sent, also the last ones', async () => {
    for (const number of [1, 2, 4]) await sent(minuteMs, unz(number));
    await counted('edifact/interchange/harbour-edi', 6);
    expect(await look()).toMatchObject([
      {
        kind: 'control-numbers',
        count: 3,
        examples: ['edifact/interchange/harbour-edi 1-6: 3 missing, 0 used for two interchanges'],
      },
    ]);
  });

  it('are told when two interchanges have the same', async () => {
    await sent(minuteMs, iea(5), 'application/edi-x12');
    await sent(minuteMs, `ISA*01*${iea(5)}`, 'application/edi-x12');
    await counted('x12/interchange/harbour-edi', 5);
    expect(await look()).toMatchObject([{ count: 1, examples: [expect.stringContaining('1 used for two')] }]);
  });

  it('are not missed when a clock that was wrong has put them elsewhere', async () => {
    await sent(minuteMs, unz(1));
    await sent(20 * 60 * minuteMs, unz(2));
    await sent(-60 * minuteMs, unz(3));
    await counted('edifact/interchange/harbour-edi', 3);
    expect(await look()).toEqual([]);
  });
});
