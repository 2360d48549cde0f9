import type { DocumentNode } from '#libs/message';
import type { CompiledPart, CompiledSegment } from '../elements/compiled-segment.js';
import { NamedNode } from './named-node.js';

/** The elements of a segment under the standard's names; empty ones, and those that the standard does not have, are left out. */
export function namedElements(
  segment: DocumentNode,
  definition: CompiledSegment | undefined,
  parent: DocumentNode,
): DocumentNode[] {
  const elements: DocumentNode[] = [];
  if (definition !== undefined) addNamed(segment.children, definition.parts, parent, elements);
  return elements;
}

function addNamed(
  nodes: readonly DocumentNode[],
  parts: readonly CompiledPart[],
  parent: DocumentNode,
  into: DocumentNode[],
): void {
  const most = Math.min(nodes.length, parts.length);
  for (let at = 0; at < most; at++) addNode(nodes[at]!, parts[at]!, parent, into);
}

function addNode(node: DocumentNode, part: CompiledPart, parent: DocumentNode, into: DocumentNode[]): void {
  const { name, components } = part;
  if (node.kind === 'array') {
    const array = new NamedNode(name, node, parent);
    for (const item of node.children) addNode(item, part, array, array.children);
    if (array.children.length > 0) into.push(array);
  } else if (components === undefined) {
    const value = node.kind === 'value' ? node : node.children[0];
    if (value?.text !== undefined && value.text !== '') into.push(new NamedNode(name, value, parent));
  } else {
    const composite = new NamedNode(name, node, parent, 'object');
    addNamed(node.kind === 'value' ? [node] : node.children, components, composite, composite.children);
    if (composite.children.length > 0) into.push(composite);
  }
}
