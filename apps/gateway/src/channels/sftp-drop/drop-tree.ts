import { posix } from 'node:path';
import type { DropEntry, DropFolder, OpenFile } from './drop-folder.js';
import { denied, failed, noSuchFile, unsupported } from './refusal.js';

export type FolderName = 'in' | 'out';

/** What a path leads to. */
export type Found = { readonly kind: 'folder' } | { readonly kind: 'file'; readonly entry: DropEntry };

/** A line of a folder; without an entry it is a folder itself. */
export interface Listed {
  readonly name: string;
  readonly entry?: DropEntry;
}

interface Opened {
  readonly file?: OpenFile;
  listed?: readonly Listed[];
}

interface Place {
  readonly folder: FolderName;
  readonly name: string;
}

const mostOpenFiles = 16;
const longestName = 200;

/**
 * All that a partner can see: `/`, `/in` and `/out`. There is no file system behind it, so that no path leads anywhere else; names
 * are text and nothing more.
 */
export class DropTree {
  private readonly open = new Map<number, Opened>();
  private next = 0;

  constructor(private readonly folders: Readonly<Record<FolderName, DropFolder>>) {}

  static absolute(path: string): string {
    return posix.resolve('/', path);
  }

  async find(path: string): Promise<Found> {
    const whole = DropTree.absolute(path);
    if (['/', '/in', '/out'].includes(whole)) return { kind: 'folder' };
    const { folder, name } = placeOf(path);
    const entry = await this.folders[folder].find(name);
    if (entry === undefined) throw noSuchFile();
    return { kind: 'file', entry };
  }

  async openFile(path: string, toWrite: boolean): Promise<number> {
    if (this.open.size >= mostOpenFiles) throw failed('too many open files');
    const { folder, name } = placeOf(path);
    return this.keep({ file: await this.folders[folder].open(name, toWrite) });
  }

  /** The names of a folder, once: a second reading of the same handle finds nothing. */
  async openFolder(path: string): Promise<number> {
    if (this.open.size >= mostOpenFiles) throw failed('too many open files');
    const whole = DropTree.absolute(path);
    if (whole === '/') return this.keep({ listed: [{ name: 'in' }, { name: 'out' }] });
    if (whole !== '/in' && whole !== '/out') throw noSuchFile();
    const entries = await this.folders[whole.slice(1) as FolderName].list();
    return this.keep({ listed: entries.map((entry) => ({ name: entry.name, entry })) });
  }

  file(handle: number): OpenFile {
    const file = this.open.get(handle)?.file;
    if (file === undefined) throw failed('no such handle');
    return file;
  }

  /** Empty when they have been read. */
  listed(handle: number): readonly Listed[] {
    const opened = this.open.get(handle);
    if (opened?.listed === undefined) throw failed('no such handle');
    const { listed } = opened;
    opened.listed = [];
    return listed;
  }

  /** Of a file that was laid down: rejects when it was not taken. */
  async close(handle: number): Promise<void> {
    const opened = this.open.get(handle);
    if (opened === undefined) throw failed('no such handle');
    this.open.delete(handle);
    await opened.file?.close();
  }

  remove(path: string): Promise<void> {
    const { folder, name } = placeOf(path);
    return this.folders[folder].remove(name);
  }

  async rename(from: string, to: string): Promise<void> {
    const [before, after] = [placeOf(from), placeOf(to)];
    if (before.folder !== after.folder) throw denied('a file stays in its folder');
    await this.folders[before.folder].rename(before.name, after.name);
  }

  async end(): Promise<void> {
    for (const folder of Object.values(this.folders)) await folder.end();
    this.open.clear();
  }

  private keep(opened: Opened): number {
    this.next += 1;
    this.open.set(this.next, opened);
    return this.next;
  }
}

function placeOf(path: string): Place {
  const [, folder, name, ...deeper] = DropTree.absolute(path).split('/');
  if (folder !== 'in' && folder !== 'out') throw denied('there are the folders "in" and "out"');
  if (name === undefined || name === '') throw unsupported();
  if (deeper.length > 0) throw denied('there are no folders here');
  if (Buffer.byteLength(name) > longestName || /[\u0000-\u001f\\]/.test(name))
    throw denied('a name like this is not taken');
  return { folder, name };
}
