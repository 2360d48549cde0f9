import { describe, expect, it } from '@jest/globals';
import { Outstanding } from './outstanding.js';

interface Item {
  readonly tag: number;
  settled: boolean;
}

function outstanding(count: number): { items: Item[]; of: Outstanding<Item> } {
  const of = new Outstanding<Item>();
  const items = Array.from({ length: count }, (_, index) => ({ tag: index + 1, settled: false }));
  for (const item of items) of.add(item);
  return { items, of };
}

function tags({ upTo, single }: { upTo?: Item; single: readonly Item[] }): [number | undefined, number[]] {
  return [upTo?.tag, single.map((item) => item.tag)];
}

describe('Outstanding', () => {
  it('names only the last of a row when nothing older is in work', () => {
    const { items, of } = outstanding(5);
    expect(tags(of.settle(items.slice(0, 3)))).toEqual([3, []]);
    expect(of.oldest?.tag).toBe(4);
  });

  it('names singly what is finished before something older', () => {
    const { items, of } = outstanding(5);
    expect(tags(of.settle([items[0], items[2], items[3]] as Item[]))).toEqual([1, [3, 4]]);
    expect(of.oldest?.tag).toBe(2);
  });

  it('never names again what was named singly before', () => {
    const { items, of } = outstanding(4);
    of.settle([items[1], items[2]] as Item[]);
    expect(tags(of.settle([items[0]] as Item[]))).toEqual([1, []]);
    expect(of.oldest?.tag).toBe(4);
    expect(tags(of.settle([items[3]] as Item[]))).toEqual([4, []]);
    expect(of.oldest).toBeUndefined();
  });
});
