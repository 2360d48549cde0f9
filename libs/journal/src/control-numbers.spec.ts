import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { controlNumberAt, lastControlNumber } from '#libs/journey';
import { emptyJournal, type JournalFixture } from '../test/journal-fixture.js';
import { MessageJournal } from './index.js';

let fixture: JournalFixture;
let journal: MessageJournal;

beforeAll(async () => {
  fixture = await emptyJournal();
  journal = new MessageJournal(fixture.dataSource);
});
afterAll(() => fixture.close());

const take = (counter: string, count = 1): Promise<number> =>
  journal.inTransaction((unit) => unit.takeControlNumbers(counter, count));

describe('control numbers', () => {
  it('begin with 1, and every counter counts alone', async () => {
    expect([await take('a'), await take('a', 3), await take('b'), await take('a')]).toEqual([1, 2, 1, 5]);
  });

  it('have no gap where a transaction came to nothing', async () => {
    await take('c');
    const failing = journal.inTransaction(async (unit) => {
      expect(await unit.takeControlNumbers('c', 10)).toBe(2);
      throw new Error('nothing of it');
    });
    await expect(failing).rejects.toThrow('nothing of it');
    expect(await take('c')).toBe(2);
  });

  it('are neither repeated nor left out by transactions at the same time, though some of them fail', async () => {
    const counts = Array.from({ length: 60 }, (_, at) => (at % 4) + 1);
    const taken = await Promise.allSettled(
      counts.map((count, at) =>
        journal.inTransaction(async (unit) => {
          const first = await unit.takeControlNumbers('d', count);
          if (at % 5 === 0) throw new Error('nothing of it');
          return Array.from({ length: count }, (_, index) => controlNumberAt(first, index));
        }),
      ),
    );
    const numbers = taken.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
  });

  it('begin again with 1 behind the last one that ISA13 can hold', async () => {
    await fixture.dataSource.query('INSERT INTO control_number VALUES ($1, $2)', [
      'e',
      lastControlNumber - 2,
    ]);
    const first = await take('e', 4);
    expect([0, 1, 2, 3].map((index) => controlNumberAt(first, index))).toEqual([
      lastControlNumber - 1,
      lastControlNumber,
      1,
      2,
    ]);
    expect(await take('e')).toBe(3);
  });

  it('are never taken in no number at all', async () => {
    await expect(take('f', 0)).rejects.toThrow('0 control numbers cannot be taken');
  });
});
