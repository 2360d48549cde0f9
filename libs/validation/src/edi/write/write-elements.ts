import {
  issue,
  locationOf,
  openNode,
  valueNode,
  type DocumentNode,
  type FormatName,
  type Issue,
  type OpenNode,
} from '#libs/message';
import type { CompiledPart } from '../elements/compiled-segment.js';

/** What elements are written with. */
export interface ElementWriting {
  /** Of the document that is written: its places are told in the terms of it. */
  readonly format: FormatName;
  /** What stands in an EDIFACT number in place of `.` or `,`; absent: as it is. */
  readonly decimalMark?: '.' | ',';
  readonly report: (fault: Issue) => void;
}

/**
 * Puts named elements into the positions of their segment, or components into those of their composite: `C507`, `2380`,
 * `N101`, `SV101-2`. Where a name has several positions, its nodes take them in their order. Positions in between that have
 * nothing are empty values; behind the last value there are none.
 */
export function writeElements(
  named: readonly DocumentNode[],
  parts: readonly CompiledPart[],
  into: OpenNode,
  writing: ElementWriting,
): void {
  const placed: (DocumentNode | undefined)[] = [];
  const byName = new Map<string, DocumentNode[]>();
  for (const node of named) byName.set(node.name, [...(byName.get(node.name) ?? []), node]);
  for (const [name, nodes] of byName) {
    const places = parts.filter((part) => part.name === name);
    if (places.length === 0) {
      const [node] = nodes;
      const details = { value: name, expected: namesOf(parts) };
      writing.report(issue('element-unexpected', locationOf(node!, writing.format), details));
    } else placeNodes(nodes, places, (node, { position }) => (placed[position - 1] = node), into, writing);
  }
  const last = placed.findLastIndex((node) => node !== undefined);
  for (let at = 0; at <= last; at++) {
    into.children.push(placed[at] ?? valueNode(positionName(at + 1), '', 'string', into));
  }
}

function placeNodes(
  nodes: readonly DocumentNode[],
  places: readonly CompiledPart[],
  put: (node: DocumentNode | undefined, part: CompiledPart) => void,
  parent: OpenNode,
  writing: ElementWriting,
): void {
  const items = places.some(({ repetitions }) => repetitions > 1) ? nodes : nodes.flatMap(itemsOf);
  places.forEach((part, at) => {
    const isLast = at === places.length - 1;
    const own = items.slice(at, isLast ? undefined : at + 1).flatMap(itemsOf);
    put(occurrences(own, part, parent, writing), part);
  });
}

/** One occurrence as it is, several as a repeated element. */
function occurrences(
  nodes: readonly DocumentNode[],
  part: CompiledPart,
  parent: OpenNode,
  writing: ElementWriting,
): DocumentNode | undefined {
  if (nodes.length < 2) return nodes[0] && written(nodes[0], part, parent, writing);
  const repeated = openNode('array', positionName(part.position), parent);
  const { name } = repeated;
  const values = nodes.map(
    (node) => written(node, part, repeated, writing) ?? valueNode(name, '', 'string', repeated),
  );
  const end = values.findLastIndex(({ text }) => text !== '');
  repeated.children.push(...values.slice(0, end + 1));
  return end < 1 ? values[end] : repeated;
}

function itemsOf(node: DocumentNode): readonly DocumentNode[] {
  return node.kind === 'array' ? node.children : [node];
}

/** A value or composite under the name of its position; undefined when there is nothing in it. */
function written(
  node: DocumentNode,
  part: CompiledPart,
  parent: DocumentNode,
  writing: ElementWriting,
): DocumentNode | undefined {
  const name = positionName(part.position);
  const { components } = part;
  if (node.kind === 'value' && textOf(node) === '') return undefined;
  if (components === undefined) {
    if (node.kind === 'value') return valueNode(name, numberText(node, part, writing), 'string', parent);
    return wrongKind(node, part.element!.format, writing);
  }
  if (node.kind !== 'object') return wrongKind(node, namesOf(components), writing);
  const composite = openNode('object', name, parent);
  writeElements(node.children, components, composite, writing);
  const [only] = composite.children;
  // a composite that ends with its first component is read as a value
  return composite.children.length > 1 ? composite : only && { ...only, name, parent };
}

function numberText(node: DocumentNode, { element }: CompiledPart, { decimalMark }: ElementWriting): string {
  const text = textOf(node);
  return element!.type === 'n' && decimalMark !== undefined ? text.replace(/[.,]/, decimalMark) : text;
}

function textOf({ text, type }: DocumentNode): string {
  return type === 'null' ? '' : (text ?? '');
}

function wrongKind(node: DocumentNode, expected: string, { format, report }: ElementWriting): undefined {
  report(issue('value-type', locationOf(node, format), { value: node.text ?? node.name, expected }));
}

function namesOf(parts: readonly CompiledPart[]): string {
  return [...new Set(parts.map(({ name }) => name))].join(', ');
}

function positionName(position: number): string {
  return String(position).padStart(2, '0');
}
