import type { NumberNotation } from './elements/value-fault.js';
import type { SegmentNode } from './segment-view.js';

interface KnownSyntax {
  readonly version: string;
  readonly decimalMarks: string;
}

/** The syntax that codecs tell of each segment, absent in trees that were not decoded. */
function syntaxOf(segment: SegmentNode): KnownSyntax | undefined {
  return 'syntax' in segment ? (segment.syntax as KnownSyntax) : undefined;
}

/** 1 to 4 in EDIFACT; 3 when the interchange does not say. */
export function syntaxVersionOf(segment: SegmentNode): number {
  const version = Number(syntaxOf(segment)?.version);
  return version >= 1 && version <= 4 ? version : 3;
}

export function notationOf(segment: SegmentNode, syntaxVersion: number): NumberNotation {
  return { decimalMarks: syntaxOf(segment)?.decimalMarks ?? '.,', needsLeadingDigit: syntaxVersion >= 4 };
}
