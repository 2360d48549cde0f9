import type { EdiSeparators } from '../edi/edi-syntax.js';
import { toByteString, type X12Charset } from './charset.js';

/** The next thing in the bytes of a file, by its indexes; `behind` is the first that does not belong to it. */
export interface Found {
  readonly kind:
    | 'isa'
    | 'segment'
    /** Terminators without a segment in front of them. */
    | 'empty'
    /** The last segment, without its terminator. */
    | 'unterminated'
    /** What belongs to no interchange, up to the next ISA. */
    | 'foreign'
    | 'end'
    /** It cannot be told before more bytes are there. */
    | 'more';
  readonly start: number;
  readonly end: number;
  readonly behind: number;
}

/** How many bytes of an interchange must be there to read its ISA. */
export const isaLookaheadBytes = 1200;

/** Finds segments in a file, one character per byte. White space and line ends between segments are passed over. */
export class SegmentScanner implements Found {
  kind: Found['kind'] = 'more';
  start = 0;
  end = 0;
  behind = 0;
  private terminator?: string;

  constructor(private readonly charset: X12Charset) {}

  /** From here on, segments end as this interchange says. */
  enter(separators: EdiSeparators): void {
    this.terminator = toByteString(separators.segment, this.charset);
  }

  /** From here on, nothing is expected but another ISA. */
  leave(): void {
    this.terminator = undefined;
  }

  /** @returns this scanner itself, so that millions of segments need no object each */
  next(text: string, at: number, isLast: boolean): Found {
    const start = skipSpace(text, at);
    const left = text.length - start;
    if (left === 0) return this.found(isLast ? 'end' : 'more', start);
    if (left < 4 && !isLast) return this.found('more', start);
    if (isIsa(text, start)) {
      return this.found(left < isaLookaheadBytes && !isLast ? 'more' : 'isa', start);
    }
    const { terminator } = this;
    if (terminator === undefined) return this.found('foreign', start, foreignEnd(text, start, isLast));
    const end = text.indexOf(terminator, start);
    if (end === start) return this.found('empty', start, start, behindAll(text, terminator, start));
    if (end > 0) return this.found('segment', start, end, end + terminator.length);
    if (!isLast) return this.found('more', start);
    // the end of a file ends its last line
    const kind = /[\r\n]/.test(terminator) ? 'segment' : 'unterminated';
    return this.found(kind, start, start + text.slice(start).trimEnd().length, text.length);
  }

  private found(kind: Found['kind'], start: number, end = start, behind = end): this {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.behind = behind;
    return this;
  }
}

/** Terminators in a row are one fault. */
function behindAll(text: string, terminator: string, start: number): number {
  let at = start;
  while (text.startsWith(terminator, at)) at += terminator.length;
  return at;
}

/** In a stream, foreign bytes may come in several pieces. */
function foreignEnd(text: string, start: number, isLast: boolean): number {
  const next = /(?<![A-Za-z0-9])ISA[^A-Za-z0-9\s]/.exec(text.slice(start))?.index;
  return next === undefined ? text.length - (isLast ? 0 : 3) : start + next;
}

function isIsa(text: string, at: number): boolean {
  return text.startsWith('ISA', at) && text.length > at + 3 && !/[A-Za-z0-9\s]/.test(text[at + 3]!);
}

/** Blanks, line ends, and the fill of old file systems: NUL and Control-Z. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (
      code > 0x20 ||
      (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09 && code !== 0x1a && code !== 0)
    )
      return at;
  }
  return at;
}
