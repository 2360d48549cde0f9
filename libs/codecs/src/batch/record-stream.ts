import { isAscii } from 'node:buffer';
import type { Issue } from '#libs/message';
import { charsetIssue } from '../charset/decode-text.js';
import { decideCharset } from '../charset/decide-charset.js';
import { ByteWindow } from './byte-window.js';
import { RecordScanner, type RecordEnd, type ScannerOptions } from './record-scanner.js';
import type { RecordSlice } from './record-slice.js';

const windowBytes = 65_536;

/**
 * The records of a stream, as it arrives. The charset is decided from the first 64 KB; when these are plain ASCII and
 * nothing was declared, the decision waits for the first bytes that are not, because until then it makes no difference.
 */
export class RecordStream {
  charset = 'utf-8';
  readonly issues: Issue[] = [];
  private readonly window: ByteWindow;
  private scanner?: RecordScanner;
  private isDecided = false;

  constructor(
    chunks: AsyncIterable<Uint8Array>,
    private readonly declared: string | undefined,
    private readonly scanning: Omit<ScannerOptions, 'charset'>,
  ) {
    this.window = new ByteWindow(chunks);
  }

  async *records(): AsyncGenerator<RecordSlice> {
    try {
      await this.begin();
      for (let line = 1; ;) {
        const found = await this.next();
        if (found === undefined) return;
        const bytes = Uint8Array.prototype.slice.call(this.window.bytes, 0, found.end);
        const isCut = found.isCut ?? false;
        yield { bytes, offset: this.window.offset, line, isCut };
        this.window.consume(found.end);
        if (isCut) await this.skipLine();
        line += isCut ? 1 : found.lines;
      }
    } finally {
      await this.window.close();
    }
  }

  private async begin(): Promise<void> {
    await this.window.fill(windowBytes);
    const { charset, bomBytes, problem } = this.decide();
    if (problem !== undefined) this.issues.push(charsetIssue(problem, this.declared!, charset));
    this.window.consume(bomBytes);
  }

  private decide(): ReturnType<typeof decideCharset> {
    const { bytes, isLast } = this.window;
    const decision = decideCharset(bytes.subarray(0, windowBytes), this.declared, !isLast);
    this.charset = decision.charset;
    this.isDecided = this.declared !== undefined || decision.bomBytes > 0 || !isAscii(bytes);
    this.scanner = new RecordScanner({ ...this.scanning, charset: this.charset });
    return decision;
  }

  /** Looks for the end of the record in a window that doubles, so that a long one is not walked over too often. */
  private async next(): Promise<RecordEnd | undefined> {
    for (let wanted = windowBytes; ; wanted *= 2) {
      const found = this.scanner!.next(this.window.bytes, 0, this.window.isLast);
      if (found !== undefined || this.window.isLast) return found;
      await this.window.fill(Math.max(wanted, this.window.bytes.length + 1));
      if (!this.isDecided && !isAscii(this.window.bytes)) {
        await this.window.fill(windowBytes);
        this.decide();
      }
    }
  }

  private async skipLine(): Promise<void> {
    for (;;) {
      const next = this.scanner!.nextLine(this.window.bytes, 0);
      this.window.consume(next ?? this.window.bytes.length - (this.window.bytes.length % 2));
      if (next !== undefined || this.window.isLast) return;
      await this.window.fill(windowBytes);
    }
  }
}
