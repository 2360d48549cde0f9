import type { DocumentNode } from '#libs/message';
import type { CompiledPart, CompiledSegment } from '../elements/compiled-segment.js';

/** The elements of a segment under the standard's names; empty ones, and those that the standard does not have, are left out. */
export function namedElements(
  segment: DocumentNode,
  definition: CompiledSegment | undefined,
  parent: DocumentNode,
): DocumentNode[] {
  return named(segment.children, definition?.parts ?? [], parent);
}

function named(
  nodes: readonly DocumentNode[],
  parts: readonly CompiledPart[],
  parent: DocumentNode,
): DocumentNode[] {
  return nodes.flatMap((node, at) => {
    const part = parts[at];
    return part === undefined ? [] : (namedElement(node, part, parent) ?? []);
  });
}

function namedElement(
  node: DocumentNode,
  part: CompiledPart,
  parent: DocumentNode,
): DocumentNode | undefined {
  const { name, components } = part;
  if (node.kind === 'array') {
    const array = branch('array', name, parent, node);
    array.children.push(...node.children.flatMap((item) => namedElement(item, part, array) ?? []));
    return array.children.length === 0 ? undefined : array;
  }
  if (components === undefined) {
    const value = node.kind === 'value' ? node : node.children[0];
    return value?.text === undefined || value.text === '' ? undefined : leaf(name, value, parent);
  }
  const composite = branch('object', name, parent, node);
  composite.children.push(...named(node.kind === 'value' ? [node] : node.children, components, composite));
  return composite.children.length === 0 ? undefined : composite;
}

function branch(
  kind: 'object' | 'array',
  name: string,
  parent: DocumentNode,
  { position }: DocumentNode,
): DocumentNode & { children: DocumentNode[] } {
  return { kind, name, children: [], parent, position };
}

function leaf(name: string, { text, position }: DocumentNode, parent: DocumentNode): DocumentNode {
  return { kind: 'value', name, children: [], text, type: 'string', parent, position };
}
