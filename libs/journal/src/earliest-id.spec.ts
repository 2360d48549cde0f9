import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SettledOutcome } from '#libs/journey';
import { emptyJournal, type JournalFixture } from '../test/journal-fixture.js';
import { createPartitions, firstIdAt, MessageJournal, MessageQueries } from './index.js';

const hourMs = 3_600_000;
let fixture: JournalFixture;

beforeAll(async () => {
  fixture = await emptyJournal();
  await createPartitions(fixture.dataSource, Date.now() - 24 * hourMs, 3);
});
afterAll(() => fixture.close());

describe('a file that came by a clock two hours ahead of those who read it', () => {
  const id = firstIdAt(Date.now() + 2 * hourMs);
  const insert = (row: object): Promise<unknown> =>
    fixture.dataSource.query(`INSERT INTO message SELECT * FROM json_populate_record(NULL::message, $1)`, [
      JSON.stringify({
        ...{ sender: 's', channel: 'rest', size_bytes: 1, sha256: '\\x00', issue_count: 0, records_done: 0 },
        ...{ state: 'accepted', state_at: new Date().toISOString(), ...row },
      }),
    ]);

  beforeAll(async () => {
    await insert({ id, state: 'received', records_done: 2 });
    await fixture.dataSource.query(`INSERT INTO message_payload VALUES ($1, 0, '\\x00')`, [id]);
    for (const [index, state] of ['accepted', 'refused'].entries())
      await insert({ id: firstIdAt(Date.now() + index), parent_id: id, sequence: index + 1, state });
  });

  it('has all its records: for its acknowledgement, and for whoever asks', async () => {
    const journal = new MessageJournal(fixture.dataSource);
    const records = await journal.recorded(id, 1, 2);
    expect(records.map(({ verdict }) => verdict)).toEqual(['accepted', 'refused']);
    const queries = new MessageQueries(fixture.dataSource);
    expect(await queries.journey(id)).toMatchObject({ records: { accepted: 1, refused: 1 } });
    expect(await queries.search({ parentId: id, limit: 10 })).toHaveLength(2);
  });

  it('is counted with all of them at its end', async () => {
    const journal = new MessageJournal(fixture.dataSource);
    const [message] = await journal.load([id]);
    const nothing = { issues: [], keys: [], canonicals: [], outgoing: [], lineage: [] };
    const outcome = { ...nothing, message, verdict: 'accepted' } as unknown as SettledOutcome;
    const counts = await journal.inTransaction((unit) => unit.finishBatch(outcome));
    expect(counts).toMatchObject({ accepted: 1, refused: 1 });
  });
});
