import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Outcome, ReceivedMessage, SettledOutcome } from '#libs/journey';
import { issue } from '#libs/message';
import type { Agreement } from '#libs/routing';
import { emptyJournal, type JournalFixture } from '../test/journal-fixture.js';
import { balances, IntakeJournal, MessageJournal, MessageQueries, Quarantine } from './index.js';

let fixture: JournalFixture;
let journal: MessageJournal;

beforeAll(async () => {
  fixture = await emptyJournal();
  journal = new MessageJournal(fixture.dataSource);
});
afterAll(() => fixture.close());

const agreement = { id: 'order', partner: 'sys-1', version: 1, recognise: { format: 'json' } } as Agreement;

async function received(text: string, sender = 'sys-1'): Promise<string> {
  const [answer] = await new IntakeJournal(fixture.dataSource).accept([
    { sender, channel: 'rest', bytes: Buffer.from(text) },
  ]);
  return answer!.id;
}

async function judge(id: string, reference: string, changes: Partial<Outcome> = {}): Promise<SettledOutcome> {
  const [message] = await journal.load([id]);
  const outcome: Outcome = {
    message: message!,
    verdict: 'accepted',
    issues: [],
    agreement,
    reference,
    canonicals: [],
    keys: [{ type: 'order', value: reference }],
    outgoing: [],
    ...changes,
  };
  return journal.inTransaction(async (unit) => {
    const [settled] = await unit.settleReferences([outcome]);
    await unit.record([settled!]);
    return settled!;
  });
}

describe('a unit of work of the journal', () => {
  it('lets the first message hold its reference: the same again is a duplicate, another is a conflict', async () => {
    const first = await received('a');
    expect((await judge(first, 'R1')).verdict).toBe('accepted');
    expect(await judge(await received('a'), 'R1')).toMatchObject({ verdict: 'duplicate', relatedId: first });
    expect(await judge(await received('b'), 'R1')).toMatchObject({
      verdict: 'refused',
      reason: 'reference-conflict',
      relatedId: first,
    });
  });

  it('takes messages in the order in which they are given, whatever clock their ids are from', async () => {
    const earlier = await received('same');
    const later = await received('same');
    const loaded = await journal.load([later, earlier]);
    expect(loaded.map(({ envelope }) => envelope.id)).toEqual([later, earlier]);
    const outcomes = loaded.map((message): Outcome => ({
      message,
      verdict: 'accepted',
      issues: [],
      agreement,
      reference: 'R-clock',
      canonicals: [],
      keys: [],
      outgoing: [],
    }));
    const settled = await journal.inTransaction((unit) => unit.settleReferences(outcomes));
    expect(settled).toMatchObject([{ verdict: 'accepted' }, { verdict: 'duplicate', relatedId: later }]);
  });

  it('lets a corrected message come under the reference of a refused one', async () => {
    const wrong = {
      verdict: 'refused' as const,
      reason: 'value-type' as const,
      issues: [issue('value-type', {}, { value: 'x' })],
    };
    await judge(await received('wrong'), 'R2', wrong);
    expect((await judge(await received('right'), 'R2')).verdict).toBe('accepted');
  });

  it('frees a reference whose message came before the agreed window', async () => {
    const windowed = { agreement: { ...agreement, duplicateWindow: 'PT1H' } };
    const later = async (text: string, minutes: number): Promise<Partial<Outcome>> => {
      const [message] = await journal.load([await received(text)]);
      const receivedAt = new Date(Date.now() + minutes * 60_000).toISOString();
      return { ...windowed, message: { ...message!, envelope: { ...message!.envelope, receivedAt } } };
    };
    const verdictOf = async (changes: Partial<Outcome>): Promise<string> =>
      (await judge(changes.message!.envelope.id, 'R-window', changes)).verdict;
    expect(await verdictOf(await later('one', 0))).toBe('accepted');
    expect(await verdictOf(await later('one', 59))).toBe('duplicate');
    expect(await verdictOf(await later('two', 61))).toBe('accepted');
    expect(await verdictOf(await later('one', 30))).toBe('refused');
  });

  it('locks each waiting message once', async () => {
    const id = await received('c');
    await journal.inTransaction(async (unit) => expect([...(await unit.lockWaiting([id]))]).toEqual([id]));
    await judge(id, 'R3');
    await journal.inTransaction(async (unit) => expect([...(await unit.lockWaiting([id]))]).toEqual([]));
    expect(await journal.load([id])).toEqual([]);
  });

  it('moves the mark of a batch only from where it stands', async () => {
    const id = await received('d');
    const [{ envelope }] = (await journal.load([id])) as [ReceivedMessage];
    const advance = (from: number, to: number, configuration: number): Promise<boolean> =>
      journal.inTransaction((unit) => unit.advanceBatch({ envelope, configuration }, from, to));
    const moved = [await advance(0, 200, 7), await advance(0, 200, 7), await advance(200, 400, 8)];
    expect(moved).toEqual([true, false, true]);
    // the configuration that it was begun with stays with it
    expect((await journal.load([id]))[0]).toMatchObject({ recordsDone: 400, configuration: 7 });
  });

  it('undoes everything when the work throws', async () => {
    const id = await received('e');
    const [{ envelope }] = (await journal.load([id])) as [ReceivedMessage];
    const failing = journal.inTransaction(async (unit) => {
      await unit.advanceBatch({ envelope }, 0, 10);
      throw new Error('the store failed');
    });
    await expect(failing).rejects.toThrow('the store failed');
    expect((await journal.load([id]))[0]!.recordsDone).toBe(0);
  });

  it('finds a message by its business key and tells its journey', async () => {
    const id = await received('f');
    await judge(id, 'R6');
    const queries = new MessageQueries(fixture.dataSource);
    expect(
      (await queries.search({ key: { type: 'order', value: 'R6' }, limit: 10 })).map((one) => one.id),
    ).toEqual([id]);
    expect(await queries.journey(id)).toMatchObject({
      message: { state: 'accepted', reference: 'R6' },
      issues: [],
    });
  });

  it('keeps unknown codes visible until one decision releases all that waits', async () => {
    const quarantine = new Quarantine(fixture.dataSource);
    const unknown = issue('code-not-listed', { path: 'depot' }, { value: 'D9', expected: 'stations' });
    const waiting = { verdict: 'quarantined' as const, reason: unknown.code, issues: [unknown] };
    const ids = [await received('g'), await received('h')];
    for (const [index, id] of ids.entries()) await judge(id, `R7${index}`, waiting);
    expect(await quarantine.unknownCodes(10)).toMatchObject([
      { list: 'stations', system: 'sys-1', code: 'D9', waiting: 2 },
    ]);
    const decision = {
      list: 'stations',
      system: 'sys-1',
      localCode: 'D9',
      standardCode: 'TQW',
      decidedBy: 'operator',
    };
    expect((await quarantine.resolve(decision)).sort()).toEqual([...ids].sort());
    expect(await quarantine.unknownCodes(10)).toEqual([]);
    expect(await journal.load(ids)).toHaveLength(2);
    expect(await quarantine.release(ids)).toEqual([]);
  });

  it('parks a message visibly, and a release sends it on again', async () => {
    const id = await received('i', 'sys-9');
    await journal.park(id, 'out of luck');
    expect(await journal.load([id])).toEqual([]);
    const [row] = (await balances(fixture.dataSource)).filter(({ sender }) => sender === 'sys-9');
    expect(row).toMatchObject({ received: 1, parked: 1, pending: 0 });
    expect(await new Quarantine(fixture.dataSource).release([id])).toEqual([id]);
    expect(await journal.load([id])).toHaveLength(1);
  });
});
