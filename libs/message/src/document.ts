import type { Location } from './location.js';

/**
 * Every format decodes to the same tree, so that paths, validation and mapping know one shape only.
 *
 * - `object`: an XML element with child elements, a JSON object, a CSV record, an EDI group, segment or composite
 * - `array`:  a JSON array; its items carry the array's own name, so that a path steps through it unseen
 * - `value`:  a leaf. `text` is the exact lexical form ("1.10" stays "1.10"), `type` says what JSON would call it
 *
 * XML attributes are children named `@name`, in front of the child elements; a `value` may have them too.
 */
export interface DocumentNode {
  readonly kind: 'object' | 'array' | 'value';
  readonly name: string;
  readonly namespace?: string;
  readonly children: readonly DocumentNode[];
  readonly text?: string;
  readonly type?: ScalarType;
  readonly parent?: DocumentNode;
  readonly position?: Position;
}

export type ScalarType = 'string' | 'number' | 'boolean' | 'null';

/** Lines and columns count from 1; offsets are bytes from 0 and only present where the format counts bytes. */
export interface Position {
  readonly line?: number;
  readonly column?: number;
  readonly offset?: number;
  /** Of an EDI segment in its message, from 1 with UNH or ST. */
  readonly segment?: number;
}

export type FormatName = 'xml' | 'json' | 'csv' | 'fixed-width' | 'edifact' | 'x12';

/** One decoded message: the tree, the format and the charset that it was really in. */
export interface Document {
  readonly format: FormatName;
  readonly charset: string;
  readonly root: DocumentNode;
}

const none: readonly DocumentNode[] = Object.freeze([]);

/** Codecs build trees from the top down: the parent first, then its children pushed into `children`. */
export type OpenNode = DocumentNode & { children: DocumentNode[] };

export function openNode(
  kind: 'object' | 'array',
  name: string,
  parent?: DocumentNode,
  position?: Position,
  namespace?: string,
): OpenNode {
  return { kind, name, namespace, children: [], text: undefined, type: undefined, parent, position };
}

export function valueNode(
  name: string,
  text: string,
  type: ScalarType = 'string',
  parent?: DocumentNode,
  position?: Position,
  namespace?: string,
): DocumentNode {
  return { kind: 'value', name, namespace, children: none, text, type, parent, position };
}

/** The location of a node as its format's users would write it. */
export function locationOf(node: DocumentNode, format: FormatName): Location {
  const { position } = node;
  const place = position?.segment === undefined ? position : { offset: position.offset };
  return { path: pathOf(node, format), ...place };
}

function pathOf(node: DocumentNode, format: FormatName): string {
  if (format === 'csv' || format === 'fixed-width') return node.name;
  if (format === 'edifact' || format === 'x12') return segmentPath(node) ?? elementPath(node, format);
  return elementPath(node, format);
}

/** `LOC 7/C517/3225`: from the segment on, wherever in the message it lies. */
function segmentPath(node: DocumentNode): string | undefined {
  const steps: string[] = [];
  for (let at: DocumentNode | undefined = node; at !== undefined; at = at.parent) {
    const segment = at.position?.segment;
    if (segment !== undefined) return [`${at.name} ${segment}`, ...steps].join('/');
    if (at.kind !== 'array') steps.unshift(elementStep(at));
  }
  return undefined;
}

function elementPath(node: DocumentNode, format: FormatName): string {
  const steps: string[] = [];
  for (let at: DocumentNode | undefined = node; at !== undefined; at = at.parent) {
    const step = format === 'json' ? pointerStep(at) : elementStep(at);
    if (step !== undefined) steps.unshift(step);
  }
  return steps.length === 0 ? '' : `/${steps.join('/')}`;
}

function pointerStep(node: DocumentNode): string | undefined {
  if (node.parent === undefined) return undefined;
  if (node.parent.kind === 'array') return String(node.parent.children.indexOf(node));
  return node.name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function elementStep(node: DocumentNode): string {
  const twins = node.parent?.children.filter((sibling) => sibling.name === node.name) ?? [];
  return twins.length > 1 ? `${node.name}[${twins.indexOf(node) + 1}]` : node.name;
}
