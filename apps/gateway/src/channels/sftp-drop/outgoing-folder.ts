import { fileNameOf, type Inbox, type OfferedMessage } from '#libs/deliveries';
import type { DropEntry, DropFolder, OpenFile } from './drop-folder.js';
import { denied, noSuchFile } from './refusal.js';

/** Messages that one session holds at a time, and for how long nobody else is offered them. */
const held = { limit: 100, leaseMs: 10 * 60_000 };

/**
 * The folder `out`: the partner's oldest messages as files. Removing one confirms it, and only then is it delivered; what the
 * session leaves behind is offered to the next one.
 */
export class OutgoingFolder implements DropFolder {
  private readonly held = new Map<string, OfferedMessage>();

  constructor(
    private readonly inbox: Inbox,
    private readonly partner: string,
    private readonly destinations: () => readonly string[],
  ) {}

  async list(): Promise<readonly DropEntry[]> {
    if (this.held.size === 0)
      for (const message of await this.inbox.fetch(this.partner, this.destinations(), held))
        this.held.set(nameOf(message), message);
    return [...this.held].map(([name, message]) => entryOf(name, message));
  }

  async find(name: string): Promise<DropEntry | undefined> {
    await this.list();
    const message = this.held.get(name);
    return message === undefined ? undefined : entryOf(name, message);
  }

  async open(name: string, toWrite: boolean): Promise<OpenFile> {
    if (toWrite) throw denied('lay files down in the folder "in"');
    await this.list();
    const message = this.held.get(name);
    if (message === undefined) throw noSuchFile();
    return {
      entry: () => entryOf(name, message),
      read: async (offset, length) =>
        offset < message.bytes.byteLength ? message.bytes.subarray(offset, offset + length) : undefined,
      write: () => Promise.reject(denied('this file is to be fetched')),
      close: async () => undefined,
    };
  }

  async remove(name: string): Promise<void> {
    const message = this.held.get(name);
    if (message === undefined) throw noSuchFile();
    await this.inbox.confirm(this.partner, [message.id]);
    this.held.delete(name);
  }

  rename(): Promise<void> {
    return Promise.reject(denied('fetch the file, then remove it'));
  }

  async end(): Promise<void> {
    const left = [...this.held.values()].map(({ id }) => id);
    this.held.clear();
    if (left.length > 0) await this.inbox.release(this.partner, left);
  }
}

function nameOf({ id, messageId, destination, kind, contentType, queuedAt }: OfferedMessage): string {
  const createdAt = queuedAt.toISOString();
  return fileNameOf({ deliveryId: id, messageId, destination, messageType: kind, contentType, createdAt });
}

function entryOf(name: string, { bytes, queuedAt }: OfferedMessage): DropEntry {
  return { name, sizeBytes: bytes.byteLength, modifiedMs: queuedAt.getTime() };
}
