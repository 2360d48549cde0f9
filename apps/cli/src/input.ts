import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { errorCode, UsageMistake } from './mistake.js';
import type { Words } from './words.js';

const headBytes = 65_536;

/** A message that is read as a whole is at most this long, as in the hub; batches are read piece by piece. */
export const largestMessageBytes = 20 * 1024 * 1024;

const reasons: Readonly<Record<string, Words>> = {
  ENOENT: { zh: '文件不存在', en: 'there is no such file' },
  EISDIR: { zh: '是目录，不是文件', en: 'it is a folder, not a file' },
  EACCES: { zh: '没有读取权限', en: 'it may not be read' },
};

/** A file or standard input (`-`), read once: its beginning first, then all of it or piece by piece. */
export class Input {
  private isTaken = false;

  private constructor(
    /** Without folders; undefined for standard input. */
    readonly fileName: string | undefined,
    /** At least the first 64 KB, or all when there is less. */
    readonly head: Uint8Array,
    /** Undefined where it cannot be known before the end. */
    readonly sizeBytes: number | undefined,
    private readonly rest: AsyncIterator<Uint8Array>,
  ) {}

  /** @throws UsageMistake when the file cannot be read */
  static async open(name: string, standardInput: Readable): Promise<Input> {
    const stream = name === '-' ? standardInput : createReadStream(name, { highWaterMark: headBytes });
    const rest = readable(stream, name)[Symbol.asyncIterator]();
    const head = await bytesFrom(rest, headBytes);
    if (name === '-') return new Input(undefined, head, undefined, rest);
    const about = await stat(name);
    return new Input(basename(name), head, about.isFile() ? about.size : undefined, rest);
  }

  async *chunks(): AsyncIterable<Uint8Array> {
    if (this.isTaken) throw new Error('an input can be read only once');
    this.isTaken = true;
    if (this.head.byteLength > 0) yield this.head;
    yield* { [Symbol.asyncIterator]: () => this.rest };
  }

  /** Undefined when there is more than `maxBytes`. */
  async whole(maxBytes = largestMessageBytes): Promise<Uint8Array | undefined> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of this.chunks()) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
}

async function bytesFrom(chunks: AsyncIterator<Uint8Array>, atLeast: number): Promise<Uint8Array> {
  const taken: Uint8Array[] = [];
  for (let bytes = 0; bytes < atLeast;) {
    const next = await chunks.next();
    if (next.done === true) break;
    taken.push(next.value);
    bytes += next.value.byteLength;
  }
  return Buffer.concat(taken);
}

async function* readable(stream: Readable, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    const reason = reasons[code] ?? { zh: code, en: code };
    throw new UsageMistake({
      zh: `无法读取 ${name}：${reason.zh}。`,
      en: `${name} cannot be read: ${reason.en}.`,
    });
  }
}
