import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emptyJournal, type JournalFixture } from '../test/journal-fixture.js';
import { insertDeliveries } from './index.js';
import { readLateAnswers, type AnswerDeadline } from './late-acknowledgements.js';
import { firstIdAt } from './partitions.js';

let fixture: JournalFixture;
beforeAll(async () => {
  fixture = await emptyJournal();
});
afterAll(() => fixture.close());

const minuteMs = 60_000;
const nowMs = Date.now();
const deadlines: AnswerDeadline[] = [
  { partner: 'port', agreement: 'order', version: 1, withinMs: 10 * minuteMs },
  { partner: 'port', agreement: 'status', version: 1, withinMs: 30 * minuteMs },
];
let written = 0;

/** @returns the id of a message that came so long ago */
async function message(
  minutesAgo: number,
  state: string,
  agreement: string | null,
  sender = 'port',
): Promise<string> {
  const id = firstIdAt(nowMs - minutesAgo * minuteMs + (written += 1));
  await fixture.dataSource.query(
    `INSERT INTO message (id, sender, agreement, agreement_version, channel, size_bytes, sha256, state, state_at)
     VALUES ($1, $2, $3, 1, 'rest', 1, $4, $5, now())`,
    [id, sender, agreement, Buffer.alloc(32), state],
  );
  return id;
}

async function answer(messageId: string, deliveryState: 'pending' | 'delivered'): Promise<string> {
  const id = firstIdAt(nowMs + (written += 1));
  const row = {
    id,
    messageId,
    ordinal: 0,
    kind: 'acknowledgement',
    destination: 'port',
    partner: 'port',
  } as const;
  const bytes = Buffer.from('{}');
  await fixture.dataSource.transaction((manager) =>
    insertDeliveries(manager, [{ ...row, contentType: 'application/json', bytes, issues: [], way: 'sent' }]),
  );
  await fixture.dataSource.query('UPDATE delivery SET state = $2 WHERE id = $1', [id, deliveryState]);
  return id;
}

describe('our answers', () => {
  it('are late behind the deadline of the agreement: unfinished, or still on their way; and not once they are delivered', async () => {
    const unfinished = await message(20, 'quarantined', 'order');
    await message(20, 'quarantined', 'status');
    await message(20, 'received', null);
    const unknown = await message(40, 'received', null);
    await message(40, 'quarantined', 'order', 'somebody else');
    const [pending, delivered] = [
      await message(15, 'accepted', 'order'),
      await message(15, 'accepted', 'order'),
    ];
    const onItsWay = await answer(pending, 'pending');
    await answer(delivered, 'delivered');
    const late = await readLateAnswers(fixture.dataSource, deadlines, nowMs);
    expect(late.map(({ messageId, state, deliveryId }) => [messageId, state, deliveryId])).toEqual([
      [unfinished, 'quarantined', null],
      [unknown, 'received', null],
      [pending, 'accepted', onItsWay],
    ]);
    const [{ dueAt } = { dueAt: new Date(0) }] = late;
    expect(Math.abs(dueAt.getTime() - (nowMs - 10 * minuteMs))).toBeLessThan(1_000);
  });

  it('are never late where nothing is agreed', async () => {
    expect(await readLateAnswers(fixture.dataSource, [], nowMs)).toEqual([]);
  });
});
