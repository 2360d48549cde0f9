import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { ChannelContext } from '../channel.js';
import type { SftpPickup, SftpSettings } from './settings.schema.js';
import { SftpSession } from './sftp-session.js';

/** A file that a partner has laid down for us. */
export interface LaidDown {
  readonly name: string;
  readonly sizeBytes: number;
  /** Seconds since 1970, as its server says. */
  readonly modified: number;
}

/** Beyond this many files in one look the rest waits for the next. */
const mostFiles = 1_000;

/** The folder of a partner's server that we fetch from, for the time of one look. */
export class SftpFolder {
  private constructor(
    private readonly session: SftpSession,
    private readonly pickup: SftpPickup,
  ) {}

  /** @throws what `SftpSession.open` throws */
  static async open(
    settings: SftpSettings & { readonly pickup: SftpPickup },
    context: ChannelContext,
  ): Promise<SftpFolder> {
    return new SftpFolder(await SftpSession.open(settings, context), settings.pickup);
  }

  /** Plain files whose names fit, oldest first; never one that is hidden or that says it is unfinished. */
  async list(): Promise<LaidDown[]> {
    const { folder, pattern = '*' } = this.pickup;
    const entries = await this.session.list(folder);
    return entries
      .filter(
        ({ filename, attrs }) => attrs.isFile() && fitsPattern(filename, pattern) && !isUnfinished(filename),
      )
      .map(({ filename, attrs }) => ({ name: filename, sizeBytes: attrs.size, modified: attrs.mtime }))
      .sort((a, b) => a.modified - b.modified || (a.name < b.name ? -1 : 1))
      .slice(0, mostFiles);
  }

  read({ name }: LaidDown): Readable {
    return this.session.read(posix.join(this.pickup.folder, name));
  }

  /** The file is ours: it goes, or moves to where the partner sees that. A name that is taken there gets the time before it. */
  async finish({ name, modified }: LaidDown): Promise<void> {
    const { folder, then } = this.pickup;
    const path = posix.join(folder, name);
    if (then === 'delete') return this.session.remove(path);
    const target = posix.join(then.moveTo, name);
    const isTaken = (await this.session.find(target)) !== undefined;
    await this.session.rename(path, isTaken ? posix.join(then.moveTo, `${modified}-${name}`) : target);
  }

  close(): void {
    this.session.close();
  }
}

/** What clients call a file while they write it. */
export function isUnfinished(name: string): boolean {
  return name.startsWith('.') || /\.(part|tmp|temp|filepart|crdownload|writing)$/i.test(name);
}

/** Whether a name is one of a pattern in which `*` stands for any characters and `?` for one; in time of their lengths' product. */
export function fitsPattern(name: string, pattern: string): boolean {
  let [at, of] = [0, 0];
  let retry: { at: number; of: number } | undefined;
  while (at < name.length) {
    if (pattern[of] === '*') {
      retry = { at, of };
      of += 1;
    } else if (of < pattern.length && (pattern[of] === '?' || pattern[of] === name[at])) {
      at += 1;
      of += 1;
    } else if (retry !== undefined) {
      retry.at += 1;
      at = retry.at;
      of = retry.of + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(of));
}
