import { describe, expect, it } from '@jest/globals';
import {
  DatabaseSilent,
  IntakeFull,
  IntakeLine,
  IntakeQueue,
  WaitsBehind,
  type IntakeAnswer,
  type WholeArrival,
} from './index.js';

const arrival = (text: string, sizeBytes = 1): WholeArrival => ({
  channel: 'rest',
  idempotencyKey: text,
  bytes: Buffer.alloc(sizeBytes),
});

/** A journal that remembers its groups, and holds the first one until it is told to go on. */
class RecordingJournal {
  readonly groups: string[][] = [];
  goOn: () => void = () => undefined;
  private readonly mayGo = new Promise<void>((resolve) => (this.goOn = resolve));

  async accept(arrivals: readonly WholeArrival[]): Promise<IntakeAnswer[]> {
    const keys = arrivals.map(({ idempotencyKey }) => idempotencyKey!);
    this.groups.push(keys);
    if (this.groups.length === 1) await this.mayGo;
    if (keys.includes('poison')) throw new Error('the database will not have it');
    if (keys.includes('away')) throw Object.assign(new Error('gone'), { code: '57P01' });
    return keys.map((id) => ({ kind: 'accepted', id, sha256: '' }));
  }
}

const limits = { groupSize: 3, groupBytes: 100, waitingBytes: 300, patienceMs: 60_000 };

describe('the intake queue', () => {
  it('commits a lone request at once, and together what came meanwhile, in order, within its limits', async () => {
    const journal = new RecordingJournal();
    const queue = new IntakeQueue(journal, limits);
    const answers = ['a', 'b', 'c', 'd', 'e'].map((key) => queue.submit(arrival(key)));
    const large = ['f', 'g'].map((key) => queue.submit(arrival(key, 60)));
    journal.goOn();
    expect((await Promise.all([...answers, ...large])).map(({ id }) => id)).toEqual([...'abcdefg']);
    expect(journal.groups).toEqual([['a'], ['b', 'c', 'd'], ['e', 'f'], ['g']]);
  });

  it('is full when too many bytes wait, and takes again when they have gone', async () => {
    const journal = new RecordingJournal();
    const queue = new IntakeQueue(journal, limits);
    const first = queue.submit(arrival('a', 200));
    const second = queue.submit(arrival('b', 100));
    await expect(queue.submit(arrival('c'))).rejects.toBeInstanceOf(IntakeFull);
    journal.goOn();
    await Promise.all([first, second]);
    await expect(queue.submit(arrival('c'))).resolves.toMatchObject({ id: 'c' });
  });

  it('turns away only the request that the database will not have', async () => {
    const journal = new RecordingJournal();
    const queue = new IntakeQueue(journal, limits);
    const first = queue.submit(arrival('a'));
    const rest = Promise.allSettled(['b', 'poison', 'c'].map((key) => queue.submit(arrival(key))));
    journal.goOn();
    await first;
    expect((await rest).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('tells everybody at once when the database is away', async () => {
    const journal = new RecordingJournal();
    const queue = new IntakeQueue(journal, limits);
    const first = queue.submit(arrival('a'));
    const rest = Promise.allSettled(['b', 'away', 'c'].map((key) => queue.submit(arrival(key))));
    journal.goOn();
    await first;
    expect((await rest).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(journal.groups).toHaveLength(2);
  });

  it('turns everybody away while the database is silent, and goes on when it speaks again', async () => {
    const journal = new RecordingJournal();
    const queue = new IntakeQueue(journal, { ...limits, patienceMs: 20 });
    const held = await Promise.allSettled(['a', 'b'].map((key) => queue.submit(arrival(key, 100))));
    expect(held.map((one) => one.status === 'rejected' && (one.reason as Error).name)).toEqual([
      DatabaseSilent.name,
      DatabaseSilent.name,
    ]);
    expect(queue.bytes).toBe(100);
    journal.goOn();
    await expect(queue.submit(arrival('c'))).resolves.toMatchObject({ id: 'c' });
    expect({ bytes: queue.bytes, groups: journal.groups }).toEqual({ bytes: 0, groups: [['a'], ['c']] });
  });

  describe('of arrivals that came in an order', () => {
    const begun = (journal: RecordingJournal): { queue: IntakeQueue; line: IntakeLine } => {
      const queue = new IntakeQueue(journal, limits);
      void queue.submit(arrival('first of all'));
      return { queue, line: new IntakeLine() };
    };
    const ends = async (all: readonly Promise<IntakeAnswer>[]): Promise<string[]> =>
      (await Promise.allSettled(all)).map((one) =>
        one.status === 'fulfilled' ? one.value.id : (one.reason as Error).name,
      );

    it('takes none behind those that the database was away for, although it is back', async () => {
      const journal = new RecordingJournal();
      const { queue, line } = begun(journal);
      const inLine = ['a', 'away', 'b', 'c', 'd'].map((key) => queue.submit(arrival(key), line));
      const alone = queue.submit(arrival('e'));
      journal.goOn();
      expect(await ends([...inLine, alone])).toEqual([
        'Error',
        'Error',
        'Error',
        'WaitsBehind',
        'WaitsBehind',
        'e',
      ]);
      expect(journal.groups.at(-1)).toEqual(['e']);
      expect(queue.bytes).toBe(0);
    });

    it('takes none behind one that there was no room for', async () => {
      const journal = new RecordingJournal();
      const { queue, line } = begun(journal);
      const all = [1, 400, 1].map((size, at) => queue.submit(arrival(`${at}`, size), line));
      journal.goOn();
      expect(await ends(all)).toEqual(['0', IntakeFull.name, WaitsBehind.name]);
    });

    it('takes those of other keys behind one that the database will not have', async () => {
      const journal = new RecordingJournal();
      const { queue, line } = begun(journal);
      const keys = [
        ['a', 'k1'],
        ['poison', 'k1'],
        ['b', 'k1'],
        ['c', 'k2'],
        ['d', 'k1'],
        ['e', undefined],
      ] as const;
      const all = keys.map(([key, laneKey]) => queue.submit({ ...arrival(key), laneKey }, line));
      journal.goOn();
      expect(await ends(all)).toEqual(['a', 'Error', WaitsBehind.name, 'c', WaitsBehind.name, 'e']);
      expect(queue.bytes).toBe(0);
    });
  });
});
