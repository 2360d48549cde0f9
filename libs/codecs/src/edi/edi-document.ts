import type { Document, DocumentNode } from '#libs/message';
import type { EdiSyntax } from './edi-syntax.js';
import type { EnvelopePlace } from './envelope-place.js';

/**
 * A decoded file of EDI: the root `interchange` has the segments of everything in the file as its children, flat and in
 * order. A message that was cut out of its interchange has its own segments only, and the headers above it in `envelope`.
 */
export interface EdiDocument extends Document {
  readonly format: 'edifact' | 'x12';
  readonly root: DocumentNode & { readonly children: readonly EdiSegment[] };
  /** Of the first interchange; every segment knows its own. */
  readonly syntax: EdiSyntax;
  /** UNB and UNG, or ISA and GS, of a message that is decoded apart from them; else empty. */
  readonly envelope: readonly EdiSegment[];
  /** Of a part that was cut out of its file: the interchange and group that it lies in, and the messages in front of it. */
  readonly place?: EnvelopePlace;
}

/**
 * A segment: an object named by its tag. Its children are its elements by position, '01', '02' ...: a value, a composite
 * (object of values '01', '02' ...) or a repeated element (array of those). Empty ones in between are values without text.
 */
export interface EdiSegment extends DocumentNode {
  readonly kind: 'object';
  /** Counts from 1 in the file. */
  readonly ordinal: number;
  /** Counts from 1 with UNH or ST; absent outside a message. */
  readonly positionInMessage?: number;
  readonly syntax: EdiSyntax;
  /** Exactly its bytes, from tag to the next segment: with terminator and line ends; one character per byte. */
  readonly span: string;
  readonly position: { readonly offset: number };
  /** What its children tell, one value after another and without making nodes. */
  values(): EdiValues;
}

/** The values of a segment in their order: `next` goes to the first and then to each other, until it returns false. */
export interface EdiValues {
  next(): boolean;
  /** Of the value, without release characters; made when it is asked for. */
  readonly text: string;
  /** Of the text, in UTF-16 units. */
  readonly length: number;
  /** The `shortKey` of the text, made without it; 0 where it can only be told from the text. */
  readonly key: number;
  /** Positions from 1, 0 before the first value; a simple element is its first component. */
  readonly element: number;
  readonly component: number;
  /** There is another occurrence of the element behind this one. */
  readonly isRepeated: boolean;
}

export function isEdiSegment(node: DocumentNode): node is EdiSegment {
  return node.kind === 'object' && 'ordinal' in node && 'syntax' in node;
}

export function isEdiDocument(document: Document): document is EdiDocument {
  return 'syntax' in document && 'envelope' in document;
}
