import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import {
  closeSync,
  createWriteStream,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  type WriteStream,
} from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gzip, type Gzip } from 'node:zlib';
import {
  dataEnding,
  indexEnding,
  manifestEnding,
  type ArchivedMessage,
  type BlobPlace,
  type Manifest,
} from './manifest.js';

const memberBytes = 1024 * 1024;
const compress = promisify(gzip);

interface Waiting {
  readonly message: ArchivedMessage;
  readonly places: readonly Omit<BlobPlace, 'memberAt'>[];
}

/** A file under its unfinished name, with the hash of what was written. */
class HashedFile {
  bytes = 0;
  private readonly hash: Hash = createHash('sha256');
  private readonly stream: WriteStream;

  constructor(readonly path: string) {
    this.stream = createWriteStream(path, { flags: 'w' });
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.hash.update(chunk);
    this.bytes += chunk.byteLength;
    if (!this.stream.write(chunk)) await once(this.stream, 'drain');
  }

  /** @returns the hash, when everything is on the disk */
  async end(): Promise<string> {
    this.stream.end();
    await finished(this.stream);
    const file = openSync(this.path, 'r');
    fsyncSync(file);
    closeSync(file);
    return this.hash.digest('hex');
  }

  abandon(): void {
    this.stream.destroy();
    rmSync(this.path, { force: true });
  }
}

/** Writes one part of the archive. Nothing of it is seen before `finish`; after a crash it is begun anew. */
export class ArchiveWriter {
  private readonly data: HashedFile;
  private readonly index: HashedFile;
  private readonly indexLines: Gzip;
  private readonly indexWritten: Promise<void>;
  private waiting: Waiting[] = [];
  private chunks: Uint8Array[] = [];
  private chunkBytes = 0;
  private messages = 0;

  /** @param day UTC, `2026-11-22` */
  constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly day: string,
  ) {
    mkdirSync(folder, { recursive: true });
    this.data = new HashedFile(join(folder, `.${name}${dataEnding}`));
    this.index = new HashedFile(join(folder, `.${name}${indexEnding}`));
    this.indexLines = createGzip();
    this.indexWritten = this.drainIndex();
    // told by `finish`
    this.indexWritten.catch(() => undefined);
  }

  async add(message: ArchivedMessage): Promise<void> {
    const places = message.blobs.map(({ name, bytes }) => {
      const place = { name, at: this.chunkBytes, length: bytes.byteLength };
      this.chunks.push(bytes);
      this.chunkBytes += bytes.byteLength;
      return place;
    });
    this.waiting.push({ message, places });
    this.messages++;
    if (this.chunkBytes >= memberBytes) await this.closeMember();
  }

  /** Makes the part visible, complete. */
  async finish(): Promise<Manifest> {
    await this.closeMember();
    this.indexLines.end();
    await this.indexWritten;
    const [dataHash, indexHash] = [await this.data.end(), await this.index.end()];
    const manifest: Manifest = {
      format: 1,
      name: this.name,
      day: this.day,
      writtenAt: new Date().toISOString(),
      messages: this.messages,
      files: [
        { name: `${this.name}${dataEnding}`, bytes: this.data.bytes, sha256: dataHash },
        { name: `${this.name}${indexEnding}`, bytes: this.index.bytes, sha256: indexHash },
      ],
    };
    renameSync(this.data.path, join(this.folder, `${this.name}${dataEnding}`));
    renameSync(this.index.path, join(this.folder, `${this.name}${indexEnding}`));
    const unfinished = join(this.folder, `.${this.name}${manifestEnding}`);
    writeFileSync(unfinished, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    renameSync(unfinished, join(this.folder, `${this.name}${manifestEnding}`));
    return manifest;
  }

  /** Leaves nothing behind. */
  abandon(): void {
    this.indexLines.destroy();
    this.data.abandon();
    this.index.abandon();
  }

  private async closeMember(): Promise<void> {
    const { waiting, chunks } = this;
    const memberAt = this.data.bytes;
    [this.waiting, this.chunks, this.chunkBytes] = [[], [], 0];
    if (chunks.length > 0) await this.data.write(await compress(Buffer.concat(chunks)));
    for (const { message, places } of waiting) {
      const blobs = places.map((place) => ({ ...place, memberAt }));
      const line = `${JSON.stringify({ id: message.id, facts: message.facts, blobs })}\n`;
      if (!this.indexLines.write(line)) await once(this.indexLines, 'drain');
    }
  }

  private async drainIndex(): Promise<void> {
    for await (const chunk of this.indexLines as AsyncIterable<Buffer>) await this.index.write(chunk);
  }
}
