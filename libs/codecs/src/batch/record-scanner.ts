import { characterBytes, familyOf, unitBytes, type CharsetFamily } from '../charset/charset.js';
import { encodeText } from '../charset/encode-text.js';

export interface RecordEnd {
  /** Index behind the record and its line end. */
  readonly end: number;
  /** Line ends within, the closing one included. */
  readonly lines: number;
  /** The record was cut because it is longer than allowed. */
  readonly isCut?: boolean;
}

export interface ScannerOptions {
  readonly charset: string;
  /** Without delimiter and quote, every line is a record. */
  readonly delimiter?: string;
  readonly quote?: string;
  readonly maxRecordBytes: number;
}

/** Where the scanner is within a record: at the start of a field, in a bare or quoted one, or behind a quote in a quoted one. */
type Place = 'start' | 'bare' | 'quoted' | 'behind-quote';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Finds where records end, in bytes, so that a record can be handed on exactly as it came. It walks by characters of the
 * charset, because a trail byte of GB18030 can look like a delimiter. A quote may hold line ends; one that is never closed
 * is found out when text follows the next quote, the input ends or the record gets too long, and then the record is taken
 * to have ended with its first line: the lines behind it are read as if nothing had happened.
 */
export class RecordScanner {
  private readonly family: CharsetFamily;
  private readonly unit: 1 | 2;
  private readonly delimiter: Uint8Array;
  private readonly quote: Uint8Array;
  private readonly maxRecordBytes: number;

  constructor(options: ScannerOptions) {
    this.family = familyOf(options.charset);
    this.unit = unitBytes(this.family);
    this.delimiter = signBytes(options.delimiter, options.charset);
    this.quote = signBytes(options.quote, options.charset);
    this.maxRecordBytes = options.maxRecordBytes;
  }

  /** The record that begins at `from`; undefined when its end may lie behind `bytes`. */
  next(bytes: Uint8Array, from: number, isLast: boolean): RecordEnd | undefined {
    let place: Place = 'start';
    let lines = 0;
    let firstLineEnd = 0;
    // the last character of a piece may be incomplete, and a line feed may follow
    const limit = isLast ? bytes.length : bytes.length - 4;
    for (let at = from; at < limit;) {
      if (at - from >= this.maxRecordBytes) return this.cut(at, lines, firstLineEnd);
      const code = this.codeAt(bytes, at);
      const ending = this.lineEndBytes(bytes, at, code);
      if (ending > 0) {
        at += ending;
        if (place !== 'quoted') return { end: at, lines: lines + 1 };
        if (lines++ === 0) firstLineEnd = at;
        continue;
      }
      const length = code < 0x80 ? this.unit : characterBytes(bytes, at, this.family);
      const after = this.step(place, bytes, at, length);
      if (after === undefined && lines > 0) return { end: firstLineEnd, lines: 1 };
      place = after ?? 'bare';
      at += length;
    }
    if (!isLast || from >= bytes.length) return undefined;
    return place === 'quoted' && lines > 0 ? { end: firstLineEnd, lines: 1 } : { end: bytes.length, lines };
  }

  /** Where the next line begins; undefined when it may lie behind `bytes`. */
  nextLine(bytes: Uint8Array, from: number): number | undefined {
    for (let at = from; at + this.unit <= bytes.length; at += this.unit) {
      if (this.codeAt(bytes, at) === lineFeed) return at + this.unit;
    }
    return undefined;
  }

  /** The place behind the character at `at`; undefined when it cannot stand behind a closing quote. */
  private step(place: Place, bytes: Uint8Array, at: number, length: number): Place | undefined {
    const isQuote = this.isSign(this.quote, bytes, at, length);
    if (place === 'quoted') return isQuote ? 'behind-quote' : 'quoted';
    if (this.isSign(this.delimiter, bytes, at, length)) return 'start';
    if (isQuote && place !== 'bare') return 'quoted';
    return place === 'behind-quote' ? undefined : 'bare';
  }

  private cut(at: number, lines: number, firstLineEnd: number): RecordEnd {
    return lines > 0 ? { end: firstLineEnd, lines: 1 } : { end: at, lines: 0, isCut: true };
  }

  /** The length of the line end at `at`; 0 when there is none. A carriage return alone is a character like others. */
  private lineEndBytes(bytes: Uint8Array, at: number, code: number): number {
    if (code === lineFeed) return this.unit;
    const isCrLf = code === carriageReturn && this.codeAt(bytes, at + this.unit) === lineFeed;
    return isCrLf ? 2 * this.unit : 0;
  }

  private codeAt(bytes: Uint8Array, at: number): number {
    const first = bytes[at] ?? 0;
    if (this.unit === 1) return first;
    const second = bytes[at + 1] ?? 0;
    return this.family === 'utf-16le' ? first | (second << 8) : (first << 8) | second;
  }

  private isSign(sign: Uint8Array, bytes: Uint8Array, at: number, length: number): boolean {
    if (sign.length !== length || bytes[at] !== sign[0]) return false;
    for (let i = 1; i < length; i++) if (bytes[at + i] !== sign[i]) return false;
    return true;
  }
}

function signBytes(sign: string | undefined, charset: string): Uint8Array {
  if (sign === undefined || sign === '') return new Uint8Array();
  if (sign < '\u0080' && !charset.startsWith('utf-16')) return Uint8Array.of(sign.charCodeAt(0));
  const { bytes } = encodeText(sign, charset);
  return charset.startsWith('utf-16') ? bytes.subarray(2) : bytes;
}
