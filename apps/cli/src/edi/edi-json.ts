import { codecFor, type EdiDocument, type EdiSyntax } from '#libs/codecs';
import { openNode, valueNode, type Document, type DocumentNode, type OpenNode } from '#libs/message';

/**
 * EDI as JSON, one line for every message and for what stands between messages. The line on which an interchange begins says
 * how it is written. `bytes` (one character per byte) stand where the values alone would give other bytes; they are written
 * as they are, so they have to go when a value is changed.
 */
export interface EdiLine {
  readonly interchange?: InterchangeSyntax;
  /** Of a message, from 1 in the file. */
  readonly message?: number;
  /** The definition that the message names. */
  readonly definition?: string;
  readonly segments: readonly JsonSegment[];
}

export interface InterchangeSyntax extends EdiSyntax {
  readonly format: EdiDocument['format'];
  readonly lineBreak: LineBreak;
}

export interface JsonSegment {
  readonly tag: string;
  readonly elements: readonly JsonElement[];
  readonly bytes?: string;
}

/** A value, the components of a composite, or the occurrences of a repeated element. */
export type JsonElement = JsonOccurrence | { readonly repeated: readonly JsonOccurrence[] };
export type JsonOccurrence = string | readonly string[];
export type LineBreak = '' | '\n' | '\r\n';

/** The segments by their values, one character per byte; undefined when these separators cannot be written with. */
export function writtenFromValues(
  segments: readonly JsonSegment[],
  syntax: InterchangeSyntax,
): string | undefined {
  if (!areUsable(syntax)) return undefined;
  const { format, lineBreak, ...own } = syntax;
  const root = openNode('object', 'interchange');
  root.children.push(...segments.map((segment) => nodeOf(segment)));
  const document: Document & Pick<EdiDocument, 'syntax' | 'envelope'> = {
    format,
    charset: own.charset,
    root,
    syntax: { ...own, lead: '' },
    envelope: [],
  };
  const options = format === 'edifact' ? { una: false, lineBreak } : { lineBreak };
  return Buffer.from(codecFor(format).encode(document, options).bytes).toString('latin1');
}

/** Separators that a damaged interchange declares may be one and the same, or characters of data. */
function areUsable({ separators, format }: InterchangeSyntax): boolean {
  if (format === 'x12') return true;
  const signs = Object.values(separators).filter((sign: unknown) => typeof sign === 'string');
  return new Set(signs).size === signs.length && signs.every((sign) => /^[^A-Za-z0-9 ]$/.test(sign));
}

function nodeOf({ tag, elements }: JsonSegment): DocumentNode {
  const segment = openNode('object', tag);
  elements.forEach((element, at) => segment.children.push(elementOf(element, nameOf(at), segment)));
  return segment;
}

function elementOf(element: JsonElement, name: string, parent: DocumentNode): DocumentNode {
  if (typeof element === 'string' || !('repeated' in element)) return occurrenceOf(element, name, parent);
  const array = openNode('array', name, parent);
  array.children.push(...element.repeated.map((item) => occurrenceOf(item, name, array)));
  return array;
}

function occurrenceOf(item: JsonOccurrence, name: string, parent: DocumentNode): DocumentNode {
  if (typeof item === 'string') return valueNode(name, item, 'string', parent);
  const composite: OpenNode = openNode('object', name, parent);
  item.forEach((text, at) => composite.children.push(valueNode(nameOf(at), text, 'string', composite)));
  return composite;
}

function nameOf(index: number): string {
  return String(index + 1).padStart(2, '0');
}
