import { describe, expect, it } from '@jest/globals';
import { oneAhead } from './one-ahead.js';

describe('oneAhead', () => {
  it('makes one item while the one before is in use, and no more', async () => {
    const seen: string[] = [];
    async function* made(): AsyncIterable<number> {
      for (let item = 1; item <= 3; item++) {
        seen.push(`makes ${item}`);
        yield await Promise.resolve(item);
      }
    }
    for await (const item of oneAhead(made())) {
      seen.push(`begins ${item}`);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`ends ${item}`);
    }
    expect(seen).toEqual([
      'makes 1',
      ...['makes 2', 'begins 1', 'ends 1'],
      ...['makes 3', 'begins 2', 'ends 2'],
      ...['begins 3', 'ends 3'],
    ]);
  });

  it('tells of a failure in its turn, after the items before it', async () => {
    async function* failing(): AsyncIterable<number> {
      yield await Promise.resolve(1);
      throw new Error('the second');
    }
    const taken: number[] = [];
    const taking = async (): Promise<void> => {
      for await (const item of oneAhead(failing())) {
        await new Promise((resolve) => setImmediate(resolve));
        taken.push(item);
      }
    };
    await expect(taking()).rejects.toThrow('the second');
    expect(taken).toEqual([1]);
  });

  it('ends the source when nobody takes the rest', async () => {
    let isEnded = false;
    async function* endless(): AsyncIterable<number> {
      try {
        for (let item = 1; ; item++) yield await Promise.resolve(item);
      } finally {
        isEnded = true;
      }
    }
    for await (const item of oneAhead(endless())) if (item === 2) break;
    expect(isEnded).toBe(true);
  });
});
