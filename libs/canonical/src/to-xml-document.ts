import {
  openNode,
  valueNode,
  type Document,
  type DocumentNode,
  type FormatName,
  type OpenNode,
} from '#libs/message';
import type { FieldType, MessageModel, ObjectType } from './message-model.js';
import { xmlTextOf } from './xml-scalar.js';

const xml: FormatName = 'xml';
const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * The XML form of a canonical message in its JSON form: members in the order of the model, an array as repeated elements
 * of its own name, an empty one as nothing. What the model does not know comes last and `null` becomes `xsi:nil`, so that
 * the XSD refuses it too. That a value was a string, or an array of one, cannot be seen in XML.
 */
export function toXmlDocument(document: Document, model: MessageModel): Document {
  const root = new ElementWriter(model.xmlNamespace).element(document.root, model.xmlRoot, model.root);
  return { format: xml, charset: 'utf-8', root };
}

class ElementWriter {
  constructor(private readonly namespace: string) {}

  element(node: DocumentNode, name: string, type?: FieldType, parent?: DocumentNode): DocumentNode {
    if (node.kind === 'value') {
      if (node.type === 'null') return this.nil(node, name, parent);
      const text = type === undefined || type.kind === 'object' ? (node.text ?? '') : xmlTextOf(node, type);
      return valueNode(name, text, 'string', parent, node.position, this.namespace);
    }
    const element = openNode('object', name, parent, node.position, this.namespace);
    if (node.kind === 'array') this.repeat(node, 'item', element);
    else if (type?.kind === 'object') this.members(node, type, element);
    else for (const child of node.children) this.repeat(child, child.name, element);
    return element;
  }

  private members(node: DocumentNode, type: ObjectType, element: OpenNode): void {
    const byName = new Map<string, DocumentNode[]>();
    for (const child of node.children) {
      const twins = byName.get(child.name);
      if (twins === undefined) byName.set(child.name, [child]);
      else twins.push(child);
    }
    for (const field of type.fields) {
      for (const child of byName.get(field.name) ?? []) this.repeat(child, field.name, element, field.type);
      byName.delete(field.name);
    }
    for (const [name, strangers] of byName) for (const child of strangers) this.repeat(child, name, element);
  }

  private repeat(node: DocumentNode, name: string, parent: OpenNode, type?: FieldType): void {
    const items = node.kind === 'array' ? node.children : [node];
    for (const item of items) parent.children.push(this.element(item, name, type, parent));
  }

  private nil(node: DocumentNode, name: string, parent?: DocumentNode): DocumentNode {
    const element: DocumentNode = { ...valueNode(name, '', 'string', parent), position: node.position };
    const marked = { ...element, namespace: this.namespace, children: [] as DocumentNode[] };
    marked.children.push(valueNode('@nil', 'true', 'string', marked, undefined, instanceNamespace));
    return marked;
  }
}
