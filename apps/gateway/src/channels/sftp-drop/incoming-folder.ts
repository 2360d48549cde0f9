import { HttpException } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isUnfinished } from '#libs/channels';
import type { Incoming } from '../../intake/intake.service.js';
import { readBody } from '../../intake/read-body.js';
import type { DropEntry, DropFolder, OpenFile } from './drop-folder.js';
import { denied, failed, noSuchFile } from './refusal.js';

/** What the folder is told by the house. */
export interface IncomingTerms {
  /** Where files lie while they are written. */
  readonly stagingFolder: string;
  readonly maxBytes: number;
  /** Answers after the commit. */
  take(content: Pick<Incoming, 'head' | 'rest'>, fileName: string): Promise<void>;
}

interface Staged {
  readonly path: string;
  sizeBytes: number;
  isOpen: boolean;
}

/** Names of files of this session that clients may ask for after they were taken, and that wait for their real name. */
const mostNames = 1_000;

/**
 * The folder `in`. A file is taken when it is closed, and closing it succeeds only when every byte is durably ours; one whose name
 * says that it is unfinished waits until it is renamed. What was taken is no longer listed, but its size is told to clients
 * that look whether it has arrived whole.
 */
export class IncomingFolder implements DropFolder {
  private readonly staged = new Map<string, Staged>();
  private readonly taken = new Map<string, DropEntry>();

  constructor(private readonly terms: IncomingTerms) {}

  async list(): Promise<readonly DropEntry[]> {
    return [...this.staged].map(([name, { sizeBytes }]) => ({ name, sizeBytes, modifiedMs: Date.now() }));
  }

  async find(name: string): Promise<DropEntry | undefined> {
    const staged = this.staged.get(name);
    if (staged === undefined) return this.taken.get(name);
    return { name, sizeBytes: staged.sizeBytes, modifiedMs: Date.now() };
  }

  async open(name: string, toWrite: boolean): Promise<OpenFile> {
    if (!toWrite) throw denied('files here are only laid down');
    if (this.staged.get(name)?.isOpen === true) throw failed('this file is being written');
    if (this.staged.size >= mostNames) throw failed('too many unfinished files');
    await this.discard(name);
    const path = join(this.terms.stagingFolder, randomUUID());
    const staged: Staged = { path, sizeBytes: 0, isOpen: true };
    this.staged.set(name, staged);
    return this.opened(name, staged, await open(path, 'wx', 0o600));
  }

  private opened(name: string, staged: Staged, file: FileHandle): OpenFile {
    return {
      entry: () => ({ name, sizeBytes: staged.sizeBytes, modifiedMs: Date.now() }),
      read: () => Promise.reject(denied('files here are only laid down')),
      write: async (offset, bytes) => {
        const end = offset + bytes.byteLength;
        if (end > this.terms.maxBytes) throw failed(`a file has ${this.terms.maxBytes} bytes at most`);
        await file.write(bytes, 0, bytes.byteLength, offset);
        staged.sizeBytes = Math.max(staged.sizeBytes, end);
      },
      close: async () => {
        await file.close();
        staged.isOpen = false;
        if (!isUnfinished(name)) await this.take(name, name);
      },
    };
  }

  async remove(name: string): Promise<void> {
    if (!this.staged.has(name)) throw noSuchFile();
    await this.discard(name);
  }

  async rename(from: string, to: string): Promise<void> {
    const staged = this.staged.get(from);
    if (staged === undefined) throw noSuchFile();
    if (staged.isOpen || this.staged.has(to)) throw failed('the file is being written');
    if (!isUnfinished(to)) return this.take(from, to);
    this.staged.delete(from);
    this.staged.set(to, staged);
  }

  async end(): Promise<void> {
    for (const name of [...this.staged.keys()]) await this.discard(name);
  }

  /** The file is gone from here whatever comes of it: a client that is refused sends it again. */
  private async take(name: string, as: string): Promise<void> {
    const { path, sizeBytes } = this.staged.get(name)!;
    try {
      const body = await readBody(createReadStream(path), this.terms.maxBytes);
      if (body.head.byteLength === 0) throw failed('the file is empty');
      await this.terms.take(body, as);
      if (this.taken.size >= mostNames) this.taken.clear();
      this.taken.set(as, { name: as, sizeBytes, modifiedMs: Date.now() });
    } catch (error) {
      throw error instanceof HttpException ? failed(error.message) : error;
    } finally {
      await this.discard(name);
    }
  }

  private async discard(name: string): Promise<void> {
    const staged = this.staged.get(name);
    this.staged.delete(name);
    if (staged !== undefined) await rm(staged.path, { force: true });
  }
}
