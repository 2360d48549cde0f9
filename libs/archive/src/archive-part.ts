import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import {
  dataEnding,
  indexEnding,
  manifestEnding,
  type BlobPlace,
  type IndexLine,
  type Manifest,
} from './manifest.js';

/** There is no archive in this folder, or no such part. */
export class NoArchive extends Error {
  constructor(readonly place: string) {
    super(`there is no archive at ${place}`);
    this.name = 'NoArchive';
  }
}

/** The complete parts of an archive, by day. @throws NoArchive */
export function listArchive(folder: string): ArchivePart[] {
  if (!existsSync(folder)) throw new NoArchive(folder);
  return readdirSync(folder)
    .filter((name) => name.endsWith(manifestEnding) && !name.startsWith('.'))
    .sort()
    .map((name) => new ArchivePart(folder, name.slice(0, -manifestEnding.length)));
}

/** One complete part of an archive. */
export class ArchivePart {
  readonly manifest: Manifest;

  /** @throws NoArchive */
  constructor(
    private readonly folder: string,
    name: string,
  ) {
    const file = join(folder, `${name}${manifestEnding}`);
    if (!existsSync(file)) throw new NoArchive(file);
    this.manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  }

  /** Every message, in the order of receipt. @param has only lines with this text in them, before they are parsed */
  async *index(has = ''): AsyncIterable<IndexLine> {
    const unpacked = createGunzip();
    const source = createReadStream(this.place(indexEnding));
    source.on('error', (error) => unpacked.destroy(error));
    const lines = createInterface({ input: source.pipe(unpacked), crlfDelay: Infinity });
    try {
      for await (const line of lines) if (line.includes(has)) yield JSON.parse(line) as IndexLine;
    } finally {
      source.destroy();
    }
  }

  async find(id: string): Promise<IndexLine | undefined> {
    for await (const line of this.index(id)) if (line.id === id) return line;
    return undefined;
  }

  /** The bytes that a line of the index points to. */
  async bytes({ memberAt, at, length }: BlobPlace): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let unpackedBytes = 0;
    const source = createReadStream(this.place(dataEnding), { start: memberAt });
    const unpacked = createGunzip();
    source.on('error', (error) => unpacked.destroy(error));
    for await (const chunk of source.pipe(unpacked) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      unpackedBytes += chunk.byteLength;
      if (unpackedBytes >= at + length) break;
    }
    source.destroy();
    return Buffer.concat(chunks).subarray(at, at + length);
  }

  /** Whether the files are what was written: names of those that are not. */
  async verify(): Promise<string[]> {
    const wrong: string[] = [];
    for (const { name, sha256 } of this.manifest.files) {
      const file = join(this.folder, name);
      const hash = createHash('sha256');
      if (existsSync(file)) await pipeline(createReadStream(file), hash);
      if (!existsSync(file) || hash.digest('hex') !== sha256) wrong.push(name);
    }
    return wrong;
  }

  private place(ending: string): string {
    return join(this.folder, `${this.manifest.name}${ending}`);
  }
}
