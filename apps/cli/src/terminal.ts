import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Language } from '#libs/message';
import type { Words } from './words.js';

/** Characters that would move the cursor, ring, or turn the direction of writing. */
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Where a command reads and writes. Results go to `out`, so that they can be piped; what is said of them to `err`. */
export class Terminal {
  constructor(
    readonly input: Readable,
    private readonly out: Writable,
    private readonly err: Writable,
    readonly language: Language,
  ) {}

  /** Waits when the reader is slow, so that memory does not grow with the output. */
  async write(text: string | Uint8Array): Promise<void> {
    if (!this.out.write(text)) await once(this.out, 'drain');
  }

  print(line: string): Promise<void> {
    return this.write(`${line}\n`);
  }

  async note(line: string): Promise<void> {
    if (!this.err.write(`${line}\n`)) await once(this.err, 'drain');
  }

  /** Width of the terminal that results are shown on; undefined when they go into a pipe or a file. */
  get columns(): number | undefined {
    const { isTTY, columns } = this.out as Writable & { isTTY?: boolean; columns?: number };
    return isTTY === true ? columns : undefined;
  }

  words(words: Words): string {
    return words[this.language];
  }
}

/** Text from a message as it may be shown: control characters as `\uXXXX`, so that no message plays with the terminal. */
export function shown(text: string): string {
  return text.replace(
    invisible,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
