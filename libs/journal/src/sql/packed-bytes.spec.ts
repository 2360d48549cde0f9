import { describe, expect, it } from '@jest/globals';
import { packed } from './packed-bytes.js';

const cut = (bytes: Buffer, at: number, size: number): string =>
  bytes.toString('utf8', at - 1, at - 1 + size);

describe('packed bytes', () => {
  it('are found again by place and size', () => {
    const [pack, ...more] = [...packed(['甲', '', 'bc'], (text) => Buffer.from(text))];
    expect(more).toEqual([]);
    expect(pack!.rows.map(({ row, at, size }) => [row, cut(pack!.bytes, at, size)])).toEqual([
      ['甲', '甲'],
      ['', ''],
      ['bc', 'bc'],
    ]);
  });

  it('are divided where they would grow too large, and no row is', () => {
    const sizes = [20, 20, 40, 1].map((megabytes) => megabytes * 1024 * 1024);
    const packs = [...packed(sizes, (size) => Buffer.alloc(size))];
    expect(packs.map(({ rows }) => rows.map(({ row }) => row))).toEqual([
      [sizes[0]],
      [sizes[1]],
      [sizes[2]],
      [sizes[3]],
    ]);
    expect(packs.map(({ rows }) => rows[0]!.at)).toEqual([1, 1, 1, 1]);
    expect([...packed([], () => Buffer.alloc(0))]).toEqual([]);
  });
});
