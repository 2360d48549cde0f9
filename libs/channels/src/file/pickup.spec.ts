import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { settingsMistakes } from '../settings-mistakes.js';
import { FileFolder } from './pickup.js';

let root: string;
let [inbox, taken] = ['', ''];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bianzu-pickup-'));
  [inbox, taken] = [join(root, 'in'), join(root, 'taken')];
  await mkdir(inbox);
  await mkdir(taken);
});
afterEach(() => rm(root, { recursive: true }));

const layDown = async (name: string, modified = 1_000): Promise<void> => {
  await writeFile(join(inbox, name), name);
  await utimes(join(inbox, name), modified, modified);
};

describe('files in a folder', () => {
  it('are listed oldest first when they fit and are whole, and read', async () => {
    for (const [at, name] of ['b.edi', 'a.edi', 'c.txt', '.d.edi', 'e.edi.part'].entries())
      await layDown(name, 1_000 + at);
    const folder = FileFolder.open({ pickup: { folder: inbox, pattern: '*.edi', then: 'delete' } });
    const files = await folder.list();
    expect(files).toEqual([
      { name: 'b.edi', sizeBytes: 5, modified: 1_000_000 },
      { name: 'a.edi', sizeBytes: 5, modified: 1_001_000 },
    ]);
    expect(await text(folder.read(files[0]!))).toBe('b.edi');
    await folder.finish(files[0]!);
    expect((await folder.list()).map(({ name }) => name)).toEqual(['a.edi']);
  });

  it('are moved beside one of the same name', async () => {
    const folder = FileFolder.open({ pickup: { folder: inbox, then: { moveTo: taken } } });
    await layDown('a.edi');
    await writeFile(join(taken, 'a.edi'), 'of yesterday');
    for (const file of await folder.list()) await folder.finish(file);
    expect((await readdir(taken)).sort()).toEqual(['1000000-a.edi', 'a.edi']);
    expect(await readdir(inbox)).toEqual([]);
  });

  it('are no links, nor what a link was put in the place of', async () => {
    const folder = FileFolder.open({ pickup: { folder: inbox, then: 'delete' } });
    await writeFile(join(root, 'secret'), 'not theirs');
    await symlink(join(root, 'secret'), join(inbox, 'linked.edi'));
    expect(await folder.list()).toEqual([]);
    await layDown('a.edi');
    const [file] = await folder.list();
    await rm(join(inbox, 'a.edi'));
    await symlink(join(root, 'secret'), join(inbox, 'a.edi'));
    await expect(text(folder.read(file!))).rejects.toMatchObject({ code: 'ELOOP' });
  });

  it('are not taken from where they are moved to, or from where our own lie', () => {
    const pickup = { folder: inbox, then: 'delete' } as const;
    expect(() => FileFolder.open({ pickup: { ...pickup, then: { moveTo: `${inbox}/` } } })).toThrow('moved');
    expect(() => FileFolder.open({ folder: `${inbox}/.`, pickup })).toThrow('put into');
  });

  it('are looked for where the connection says so, and it need not say more', () => {
    const mistakes = (settings: object): number => settingsMistakes('file', settings).length;
    expect(mistakes({ pickup: { folder: '/in', then: 'delete' } })).toBe(0);
    expect(mistakes({ pickup: { folder: 'in', then: 'delete' } })).toBeGreaterThan(0);
    expect(mistakes({})).toBeGreaterThan(0);
  });
});
