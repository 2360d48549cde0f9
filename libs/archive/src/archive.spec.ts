import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ArchivePart, ArchiveWriter, listArchive, NoArchive, searchArchive } from './index.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bianzu-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Enough bytes for several gzip members. */
const payloads = Array.from({ length: 40 }, (_, n) => randomBytes(50_000 + n));

async function write(name: string, day: string): Promise<void> {
  const writer = new ArchiveWriter(folder, name, day);
  for (const [n, bytes] of payloads.entries()) {
    const keys = [{ type: 'order', value: `O-${n % 20}` }];
    const blobs = [
      { name: 'payload', bytes },
      { name: 'canonical/0', bytes: Buffer.from(`{"n":${n}}`) },
    ];
    await writer.add({ id: `${name}/${n}`, facts: { keys, state: 'accepted' }, blobs });
  }
  await writer.finish();
}

describe('the archive', () => {
  it('gives back every byte of every message', async () => {
    await write('20261122-1', '2026-11-22');
    const part = new ArchivePart(folder, '20261122-1');
    expect(part.manifest).toMatchObject({ day: '2026-11-22', messages: 40 });
    let n = 0;
    for await (const line of part.index()) {
      expect(line.id).toBe(`20261122-1/${n}`);
      expect((await part.bytes(line.blobs[0]!)).equals(payloads[n]!)).toBe(true);
      expect((await part.bytes(line.blobs[1]!)).toString()).toBe(`{"n":${n}}`);
      n++;
    }
    expect(n).toBe(40);
    expect((await part.find('20261122-1/7'))?.id).toBe('20261122-1/7');
  });

  it('finds messages by business key, the newest day first', async () => {
    await write('20261121-1', '2026-11-21');
    await write('20261122-1', '2026-11-22');
    const found = async (search: object): Promise<string[]> => {
      const ids: string[] = [];
      const key = { type: 'order', value: 'O-3' };
      for await (const { line } of searchArchive(folder, { key, ...search })) ids.push(line.id);
      return ids;
    };
    const [first, second] = [
      ['20261121-1/3', '20261121-1/23'],
      ['20261122-1/3', '20261122-1/23'],
    ];
    expect(await found({})).toEqual([...second, ...first]);
    expect(await found({ to: '2026-11-21' })).toEqual(first);
    expect(await found({ key: { type: 'waybill', value: 'O-3' } })).toEqual([]);
  });

  it('shows a part only when it is complete', async () => {
    const writer = new ArchiveWriter(folder, '20261122-1', '2026-11-22');
    await writer.add({ id: '1', facts: {}, blobs: [{ name: 'payload', bytes: payloads[0]! }] });
    expect(listArchive(folder)).toEqual([]);
    writer.abandon();
    await write('20261122-1', '2026-11-22');
    expect(listArchive(folder)).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('tells a file that has changed', async () => {
    await write('20261122-1', '2026-11-22');
    const part = new ArchivePart(folder, '20261122-1');
    expect(await part.verify()).toEqual([]);
    appendFileSync(join(folder, '20261122-1.data'), 'x');
    rmSync(join(folder, '20261122-1.index.ndjson.gz'));
    expect(await part.verify()).toEqual(['20261122-1.data', '20261122-1.index.ndjson.gz']);
  });

  it('is not there where nothing is', () => {
    expect(() => listArchive(join(folder, 'nowhere'))).toThrow(NoArchive);
    expect(() => new ArchivePart(folder, '20261122-1')).toThrow(NoArchive);
  });
});
