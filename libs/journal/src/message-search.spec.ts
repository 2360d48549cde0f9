import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { emptyJournal, type JournalFixture } from '../test/journal-fixture.js';
import { createPartitions, firstIdAt, MessageQueries, type MessageFilter } from './index.js';

jest.setTimeout(60_000);

const dayMs = 86_400_000;
const now = Date.now();
let fixture: JournalFixture;

beforeAll(async () => {
  fixture = await emptyJournal();
  for (const [daysAgo] of rows.slice(0, -1))
    await createPartitions(fixture.dataSource, now - daysAgo * dayMs, 1);
  for (const [daysAgo, sender, state] of rows) await insert(daysAgo, sender, state);
});
afterAll(() => fixture.close());

const rows = [
  [0, 'sys-1', 'accepted'],
  [1, 'sys-2', 'refused'],
  [3, 'sys-1', 'refused'],
  [30, 'sys-1', 'accepted'],
  [90, 'sys-2', 'parked'],
  // older than every partition
  [500, 'sys-1', 'accepted'],
] as const;

function idOf(daysAgo: number): string {
  return firstIdAt(now - daysAgo * dayMs - 1);
}

async function insert(daysAgo: number, sender: string, state: string, parent?: string): Promise<void> {
  const id = idOf(daysAgo);
  await fixture.dataSource.query(
    `INSERT INTO message (id, sender, channel, size_bytes, sha256, state, parent_id) VALUES ($1, $2, 'rest', 1, '', $3, $4)`,
    [id, sender, state, parent ?? null],
  );
  await fixture.dataSource.query(`INSERT INTO message_key VALUES ('order', 'O-1', $1), ('order', $2, $1)`, [
    id,
    `only-${daysAgo}`,
  ]);
}

async function found(filter: Omit<MessageFilter, 'limit'>, limit = 10): Promise<number[]> {
  const messages = await new MessageQueries(fixture.dataSource).search({ limit, ...filter });
  return messages.map(({ id }) => rows.findIndex(([daysAgo]) => idOf(daysAgo) === id));
}

describe('a search of the journal', () => {
  it('finds every message of a key, however old, newest first', async () => {
    expect(await found({ key: { type: 'order', value: 'O-1' } })).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await found({ key: { type: 'order', value: 'only-90' } })).toEqual([4]);
    expect(await found({ key: { type: 'waybill', value: 'O-1' } })).toEqual([]);
  });

  it('applies the other conditions to what a key finds', async () => {
    const key = { type: 'order', value: 'O-1' };
    expect(await found({ key, sender: 'sys-2' })).toEqual([1, 4]);
    expect(await found({ key, sender: 'sys-1' }, 2)).toEqual([0, 2]);
    expect(await found({ key, beforeId: idOf(3) })).toEqual([3, 4, 5]);
  });

  it('lists by sender and state across all days', async () => {
    expect(await found({})).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await found({ sender: 'sys-2' })).toEqual([1, 4]);
    expect(await found({ state: 'refused' })).toEqual([1, 2]);
    expect(await found({ state: 'parked' })).toEqual([4]);
  });

  it('goes on behind the last message of a page', async () => {
    expect(await found({}, 2)).toEqual([0, 1]);
    expect(await found({ beforeId: idOf(1) }, 2)).toEqual([2, 3]);
    expect(await found({ beforeId: idOf(90) })).toEqual([5]);
  });

  it('leaves out ids whose messages are gone', async () => {
    await fixture.dataSource.query(`INSERT INTO message_key VALUES ('order', 'gone', $1)`, [idOf(2)]);
    expect(await found({ key: { type: 'order', value: 'gone' } })).toEqual([]);
  });

  it('lists the records of a batch', async () => {
    await insert(0.5, 'sys-6', 'accepted', idOf(1));
    const query = { parentId: idOf(1), limit: 5 };
    const records = await new MessageQueries(fixture.dataSource).search(query);
    expect(records.map(({ id }) => id)).toEqual([idOf(0.5)]);
  });
});

describe('partitions', () => {
  it('are made over rows that came before them', async () => {
    const { dataSource } = fixture;
    const day = now + 40 * dayMs;
    const id = firstIdAt(day);
    await dataSource.query(
      `INSERT INTO message (id, channel, size_bytes, sha256, state) VALUES ($1, 'rest', 1, '', 'received')`,
      [id],
    );
    await createPartitions(dataSource, day, 1);
    await createPartitions(dataSource, day, 1);
    const [row] = await dataSource.query<{ place: string }[]>(
      'SELECT tableoid::regclass::text AS place FROM message WHERE id = $1',
      [id],
    );
    expect(row!.place).toBe(`message_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`);
    await dataSource.query('DELETE FROM message WHERE id = $1', [id]);
  });
});
