import type { EdiSyntax } from '../edi/edi-syntax.js';
import { highestSingleByte, toByteString, toText, type X12Charset } from './charset.js';
import { findIsaEnd, fixedLength, isFixed } from './isa-end.js';
import { readIsa, type IsaReading } from './isa.js';
import { isaLookaheadBytes } from './scanner.js';

/** An ISA in the bytes of a file. */
export interface IsaHead {
  readonly reading: IsaReading;
  readonly syntax: EdiSyntax;
  /** Index of its terminator, or behind what can be told to belong to it. */
  readonly end: number;
  readonly behind: number;
}

/**
 * Reads the ISA at `at` in `text`, which has one character per byte.
 * @param lead what stands in front of it
 * @returns undefined when not even its elements can be told apart
 */
export function readIsaHead(
  text: string,
  at: number,
  charset: X12Charset,
  offset: number,
  lead: string,
): IsaHead {
  const head = headText(text, at, charset);
  const location = { path: 'ISA', offset };
  const reading = readIsa(head, location, highestSingleByte(charset));
  const behind = at + toByteString(head.slice(0, reading.length), charset).length;
  const separators = reading.separators ?? { element: head[3] ?? '', segment: '', component: '' };
  return {
    reading,
    syntax: { version: reading.version, separators, decimalMarks: '.', charset, lead },
    end: behind - toByteString(separators.segment, charset).length,
    behind,
  };
}

/**
 * As much text as the ISA can need. Bytes that are not of the charset count as letters: the ISA keeps its length, and they
 * cannot separate anything.
 */
function headText(text: string, at: number, charset: X12Charset): string {
  const usual = text.slice(at, at + fixedLength);
  if (isFixed(usual, usual[3]!) && !/[\x80-\xff]/.test(usual) && findIsaEnd(usual, usual[3]!)) return usual;
  const bytes = text.slice(at, at + isaLookaheadBytes);
  const head = toText(bytes, charset);
  const isCut = head.endsWith('\ufffd');
  return (isCut ? head.slice(0, -1) : head).includes('\ufffd') ? bytes.replace(/[\x80-\xff]/g, 'X') : head;
}
