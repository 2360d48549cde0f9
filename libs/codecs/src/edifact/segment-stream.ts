import type { Issue } from '#libs/message';
import type { ByteWindow } from '../batch/byte-window.js';
import { role, type EdiSource } from '../edi/edi-source.js';
import type { EdiSeparators } from '../edi/edi-syntax.js';
import { headBytes, readHead } from './interchange-head.js';
import { interchangeCharset, interchangeSource } from './interchange-source.js';
import { beginsInterchange, byteOrderMark, skipSpace, terminatorFrom } from './lexer.js';
import { maskedText } from './masked-text.js';

const windowBytes = 65_536;

export interface StreamedSegment {
  readonly name: string;
  /** From its tag to the next segment; one character per byte. */
  readonly text: string;
  /** Index of the terminator in `text`. */
  readonly end: number;
  readonly isTerminated: boolean;
  /** In bytes from 0 in the file. */
  readonly offset: number;
  /** Counts from 1 in the file. */
  readonly ordinal: number;
  /** UNA and what else stands between the segment in front and the tag. */
  readonly leadBytes: number;
  /** Carries the syntax of its interchange. */
  readonly source: EdiSource;
}

/** The segments of a file while it arrives. Bytes are held until somebody takes or drops them. */
export class SegmentStream {
  readonly issues: Issue[] = [];
  /** Segments so far. */
  ordinal = 0;
  private text = '';
  /** The same without bytes that only look like separators. */
  private masked = '';
  /** Index behind the last segment, in the window. */
  private at = 0;
  private source?: EdiSource;

  constructor(
    private readonly window: ByteWindow,
    private readonly maxSegmentBytes: number,
    private readonly agreedCharset?: string,
  ) {}

  /** Where what comes next begins in the file. */
  get offset(): number {
    return this.window.offset + this.at;
  }

  get heldBytes(): number {
    return this.at;
  }

  /** The next segment, when it is there already as a whole and belongs to the same interchange: most are. */
  ready(): StreamedSegment | undefined {
    const { at: begin, source, masked } = this;
    if (source === undefined || masked.length - begin < 4 || beginsInterchange(masked, begin))
      return undefined;
    const terminator = terminatorFrom(masked, begin, this.separators);
    if (terminator < 0 || terminator - begin > this.maxSegmentBytes) return undefined;
    const next = skipSpace(masked, terminator + 1);
    return next < masked.length ? this.segment(begin, terminator, next, 0) : undefined;
  }

  /** The same, however much of the file is to be waited for; undefined at its end. */
  async next(): Promise<StreamedSegment | undefined> {
    const from = this.at;
    const begin = await this.begin();
    if (begin === undefined) return undefined;
    this.at = begin;
    const terminator = await this.terminator();
    const next = terminator >= 0 ? await this.skipSpace(terminator + 1) : this.at + this.cutBytes;
    return this.segment(begin, terminator, next, begin - from);
  }

  private segment(begin: number, terminator: number, next: number, leadBytes: number): StreamedSegment {
    const isTerminated = terminator >= 0;
    const isCrLf = isTerminated && this.separators.segment === '\n' && this.masked[terminator - 1] === '\r';
    const end = isTerminated ? terminator - Number(isCrLf) : next;
    const offset = this.window.offset + begin;
    this.at = next;
    return {
      name: this.nameOf(begin, end),
      text: this.text.slice(begin, next),
      end: end - begin,
      isTerminated,
      offset,
      ordinal: ++this.ordinal,
      leadBytes,
      source: this.source!,
    };
  }

  /** Takes what is held, without its last `except` bytes. */
  take(except = 0): Uint8Array {
    const length = this.at - except;
    const bytes = Uint8Array.prototype.slice.call(this.window.bytes, 0, length);
    this.drop(length);
    return bytes;
  }

  drop(length = this.at): void {
    this.window.consume(length);
    this.text = this.text.slice(length);
    this.masked = this.masked.slice(length);
    this.at -= length;
  }

  /** Index of the next tag, behind UNA; undefined when nothing follows. */
  private async begin(): Promise<number | undefined> {
    let tag = this.at;
    if (this.ordinal === 0) {
      await this.ensure(3);
      tag = await this.skipSpace(this.text.startsWith(byteOrderMark) ? 3 : 0);
    }
    await this.ensure(tag - this.at + 4);
    if (tag < this.text.length && (this.source === undefined || beginsInterchange(this.masked, tag))) {
      tag = await this.openInterchange(tag);
    }
    if (tag < this.text.length) return tag;
    this.at = tag;
    return undefined;
  }

  private async openInterchange(tag: number): Promise<number> {
    await this.ensure(tag - this.at + headBytes);
    const begin = this.text.slice(tag, tag + headBytes);
    const offset = this.window.offset + tag;
    const head = readHead(begin, 0, offset);
    this.issues.push(...head.issues);
    const sample = /[\x80-\xff]/.test(begin) ? begin : undefined;
    const { charset } = interchangeCharset(head.level, sample, offset, this.agreedCharset);
    const lead = this.text.slice(this.at, tag + head.start);
    this.source = interchangeSource(head, { text: '', offset, lead, sample: begin }, charset);
    this.mask();
    return tag + head.start;
  }

  /** Index of the terminator of the segment that begins here; -1 when there is none or the segment gets too long. */
  private async terminator(): Promise<number> {
    for (;;) {
      const found = terminatorFrom(this.masked, this.at, this.separators);
      if (found >= 0 && found - this.at <= this.maxSegmentBytes) return found;
      if (this.window.isLast || this.text.length - this.at > this.maxSegmentBytes) return -1;
      await this.fill(this.text.length * 2);
    }
  }

  private get cutBytes(): number {
    return Math.min(this.text.length - this.at, this.maxSegmentBytes);
  }

  private async skipSpace(from: number): Promise<number> {
    let at = from;
    for (;;) {
      at = skipSpace(this.masked, at);
      if (at < this.text.length || this.window.isLast || at - from > this.maxSegmentBytes) return at;
      await this.fill(this.text.length + windowBytes);
    }
  }

  private nameOf(begin: number, end: number): string {
    const isTag =
      end - begin === 3 || this.source!.roles[this.masked.charCodeAt(begin + 3)]! >= role.component;
    return end - begin >= 3 && isTag ? this.masked.slice(begin, begin + 3) : '';
  }

  private get separators(): EdiSeparators {
    return this.source!.syntax.separators;
  }

  /** Sees to it that `bytes` bytes behind what is held are there, if the file has them. */
  private async ensure(bytes: number): Promise<void> {
    if (this.text.length - this.at < bytes) await this.fill(Math.max(this.at + bytes, windowBytes));
  }

  private async fill(wanted: number): Promise<void> {
    const { window } = this;
    const present = this.text.length;
    await window.fill(wanted);
    this.text += window.bytes.toString('latin1', present);
    this.mask();
  }

  private mask(): void {
    const syntax = this.source?.syntax;
    this.masked = (syntax && maskedText(this.text, syntax.charset, syntax.separators)) ?? this.text;
  }
}
