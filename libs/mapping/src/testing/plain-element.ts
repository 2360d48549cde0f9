import { fromPlainValue, valueNode, openNode, type DocumentNode, type OpenNode } from '#libs/message';

/** The tree of an element as a test writes it: `@name` for attributes, `#text` beside them, lists for repetition. */
export function elementOfPlain(value: unknown, name: string, parent?: DocumentNode): DocumentNode {
  if (typeof value !== 'object' || value === null) {
    return valueNode(name, value === null ? '' : (fromPlainValue(value).text ?? ''), 'string', parent);
  }
  const node: OpenNode = openNode('object', name, parent);
  let text: string | undefined;
  for (const [key, member] of Object.entries(value)) {
    if (key === '#text') text = fromPlainValue(member).text ?? '';
    else for (const one of repeated(member)) node.children.push(elementOfPlain(one, key, node));
  }
  return text === undefined
    ? node
    : Object.assign(node, { kind: 'value' as const, text, type: 'string' as const });
}

function repeated(member: unknown): readonly unknown[] {
  return Array.isArray(member) ? (member as unknown[]) : [member];
}
