import { constants, type Stats } from 'node:fs';
import { lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { readyOf, type LaidDown } from '../pickup/laid-down.js';
import type { PickupSettings } from '../pickup/pickup.schema.js';
import type { FileSettings } from './settings.schema.js';

/** A name that became a link or a pipe since it was looked at is not opened, and nothing waits for one. */
const plainFile = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The folder in which a partner lays down files for us. Links are none of its files, wherever they lead. */
export class FileFolder {
  private constructor(private readonly pickup: PickupSettings) {}

  /** @throws Error when what is taken would lie there again, or our own messages do */
  static open({ folder, pickup }: FileSettings & { readonly pickup: PickupSettings }): FileFolder {
    const from = resolve(pickup.folder);
    if (pickup.then !== 'delete' && resolve(pickup.then.moveTo) === from)
      throw new Error(`what is taken from ${from} would be moved to where it lies`);
    if (folder !== undefined && resolve(folder) === from)
      throw new Error(`messages are put into ${from} and would be taken from there`);
    return new FileFolder(pickup);
  }

  /** Plain files whose names fit, oldest first; never one that is hidden or that says it is unfinished. */
  async list(): Promise<LaidDown[]> {
    const { folder, pattern } = this.pickup;
    const entries = await readdir(folder, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const seen = await Promise.all(files.map(({ name }) => this.look(name)));
    return readyOf(
      seen.filter((one) => one !== undefined),
      pattern,
    );
  }

  read({ name }: LaidDown): Readable {
    return Readable.from(piecesOf(join(this.pickup.folder, name)), { objectMode: false });
  }

  /** The file is ours: it goes, or moves to where people see that. A name that is taken there gets the time before it. */
  async finish({ name, modified }: LaidDown): Promise<void> {
    const { folder, then } = this.pickup;
    const path = join(folder, name);
    if (then === 'delete') return rm(path);
    const isTaken = (await find(join(then.moveTo, name))) !== undefined;
    await rename(path, join(then.moveTo, isTaken ? `${modified}-${name}` : name));
  }

  close(): void {
    // nothing is held open between two files
  }

  private async look(name: string): Promise<LaidDown | undefined> {
    const stats = await find(join(this.pickup.folder, name));
    if (!stats?.isFile()) return undefined;
    return { name, sizeBytes: stats.size, modified: Math.floor(stats.mtimeMs) };
  }
}

async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path, plainFile);
  try {
    if (!(await file.stat()).isFile()) throw new Error(`${path} is no plain file`);
    for await (const piece of file.createReadStream({ autoClose: false })) yield piece as Buffer;
  } finally {
    await file.close();
  }
}

/** Of the name itself, not of what a link leads to. */
async function find(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
