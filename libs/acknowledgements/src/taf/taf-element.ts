import { openNode, valueNode, type Document, type DocumentNode } from '#libs/message';

/** An element of a TAF message by name: text, elements in their order, several of one name, or left out. */
export type TafContent = string | undefined | TafElements | readonly TafElements[];
export interface TafElements {
  readonly [name: string]: TafContent;
}

/** The XML document; elements that have nothing are left out. */
export function tafDocument(root: string, namespace: string, content: TafElements): Document {
  return { format: 'xml', charset: 'utf-8', root: element(root, namespace, content) };
}

function element(name: string, namespace: string, content: TafElements, parent?: DocumentNode): DocumentNode {
  const node = openNode('object', name, parent, undefined, namespace);
  for (const [child, value] of Object.entries(content)) {
    if (value === undefined) continue;
    if (typeof value === 'string')
      node.children.push(valueNode(child, value, 'string', node, undefined, namespace));
    else
      for (const one of isSeveral(value) ? value : [value])
        node.children.push(element(child, namespace, one, node));
  }
  return node;
}

function isSeveral(content: TafElements | readonly TafElements[]): content is readonly TafElements[] {
  return Array.isArray(content);
}
