import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { ChannelContext } from '../channel.js';
import { readyOf, type LaidDown } from '../pickup/laid-down.js';
import type { PickupSettings } from '../pickup/pickup.schema.js';
import type { SftpSettings } from './settings.schema.js';
import { SftpSession } from './sftp-session.js';

/** The folder of a partner's server that we fetch from, for the time of one look. */
export class SftpFolder {
  private constructor(
    private readonly session: SftpSession,
    private readonly pickup: PickupSettings,
  ) {}

  /** @throws what `SftpSession.open` throws; Error when what is taken would lie there again, or our own messages do */
  static async open(
    settings: SftpSettings & { readonly pickup: PickupSettings },
    context: ChannelContext,
  ): Promise<SftpFolder> {
    const session = await SftpSession.open(settings, context);
    try {
      await refuseCircles(session, settings);
      return new SftpFolder(session, settings.pickup);
    } catch (error) {
      session.close();
      throw error;
    }
  }

  /** Plain files whose names fit, oldest first; never one that is hidden or that says it is unfinished. */
  async list(): Promise<LaidDown[]> {
    const { folder, pattern } = this.pickup;
    const files = (await this.session.list(folder)).filter(({ attrs }) => attrs.isFile());
    const seen = files.map(({ filename, attrs }): LaidDown => ({
      name: filename,
      sizeBytes: attrs.size,
      modified: attrs.mtime,
    }));
    return readyOf(seen, pattern);
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

/** As the server knows the folders: `out`, `./out/` and `/home/us/out` may be one. */
async function refuseCircles(
  session: SftpSession,
  { folder, pickup: { folder: watched, then } }: SftpSettings & { readonly pickup: PickupSettings },
): Promise<void> {
  const from = await session.absolute(watched);
  if (then !== 'delete' && (await session.absolute(then.moveTo)) === from)
    throw new Error(`what is taken from ${watched} would be moved to where it lies`);
  if (folder !== undefined && (await session.absolute(folder)) === from)
    throw new Error(`messages are put into ${watched} and would be taken from there`);
}
