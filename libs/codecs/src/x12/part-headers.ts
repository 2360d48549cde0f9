import { EdiSource } from '../edi/edi-source.js';
import type { EdiSyntax } from '../edi/edi-syntax.js';
import { SegmentNode } from '../edi/segment-node.js';
import { toByteString, toText, type X12Charset } from './charset.js';
import type { HeaderText, X12Surroundings } from './x12-options.js';

/** The syntax of the interchange that a part lies in; undefined when its bytes bring their own. */
export function syntaxWithin(
  within: X12Surroundings | undefined,
  charset: X12Charset,
): EdiSyntax | undefined {
  if (within?.separators === undefined) return undefined;
  const { separators, version = '' } = within;
  return { version, separators, decimalMarks: '.', charset, lead: '' };
}

/** ISA and GS above a part, as segments that lie where they were in the file. */
export function readHeaders(
  headers: readonly HeaderText[],
  syntax: EdiSyntax,
  charset: X12Charset,
): SegmentNode[] {
  const decode = (bytes: string): string => toText(bytes, charset);
  const terminator = toByteString(syntax.separators.segment, charset);
  return headers.map(({ text: bytes, offset, ordinal }) => {
    const found = bytes.lastIndexOf(terminator);
    const place = { start: 0, end: found < 0 ? bytes.length : found, next: bytes.length, ordinal };
    return new SegmentNode(new EdiSource({ bytes, offset, decode }, syntax), place);
  });
}
