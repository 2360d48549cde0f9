import { openNode, valueNode, type Document, type DocumentNode, type OpenNode } from '#libs/message';
import type { Field, FieldType, MessageModel, ObjectType } from './message-model.js';
import { jsonValueOf } from './xml-scalar.js';

const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * The JSON form of a canonical message in its XML form: texts get the types of the model, repeated elements become an
 * array, also when there is only one. Whatever the XSD would refuse (a foreign root, namespace, element, attribute or
 * text) is kept under a name or with a type that the JSON Schema refuses; only the order of elements is not seen in JSON.
 */
export function fromXmlDocument(document: Document, model: MessageModel): Document {
  const reader = new ElementReader(model.xmlNamespace);
  const known = document.root.name === model.xmlRoot && document.root.namespace === model.xmlNamespace;
  return { format: 'json', charset: 'utf-8', root: known ? reader.root(document.root, model) : foreign() };

  function foreign(): DocumentNode {
    const root = openNode('object', '');
    root.children.push(reader.value(document.root, reader.nameOf(document.root), undefined, root));
    return root;
  }
}

class ElementReader {
  constructor(private readonly namespace: string) {}

  root(element: DocumentNode, model: MessageModel): DocumentNode {
    return this.value(element, '', model.root);
  }

  value(element: DocumentNode, name: string, type?: FieldType, parent?: DocumentNode): DocumentNode {
    const members = element.children.filter((child) => !isHint(child));
    if (members.some(isNil)) return valueNode(name, 'null', 'null', parent, element.position);
    if (element.kind === 'value' && members.length === 0) return this.leaf(element, name, type, parent);
    const object = openNode('object', name, parent, element.position);
    this.members(members, type?.kind === 'object' ? type : undefined, object);
    if (element.kind === 'value' && !isBlank(element.text))
      object.children.push(valueNode('#text', element.text ?? '', 'string', object));
    return object;
  }

  /** A foreign namespace shows in the name, because JSON has no other place for it. */
  nameOf(node: DocumentNode): string {
    if (node.name.startsWith('@') || node.namespace === this.namespace) return node.name;
    return `{${node.namespace ?? ''}}${node.name}`;
  }

  private leaf(element: DocumentNode, name: string, type?: FieldType, parent?: DocumentNode): DocumentNode {
    const text = element.text ?? '';
    if (type?.kind === 'object' && isBlank(text)) return openNode('object', name, parent, element.position);
    if (type === undefined || type.kind === 'object')
      return valueNode(name, text, 'string', parent, element.position);
    const value = jsonValueOf(text, type);
    return valueNode(name, value.text, value.type, parent, element.position);
  }

  private members(members: readonly DocumentNode[], type: ObjectType | undefined, object: OpenNode): void {
    const fields = new Map(type?.fields.map((field) => [field.name, field]));
    const arrays = new Map<string, OpenNode>();
    for (const member of members) {
      const name = this.nameOf(member);
      const field = fields.get(name);
      const owner = field?.many === undefined ? object : arrayFor(field, arrays, object);
      owner.children.push(this.value(member, name, field?.type, owner));
    }
  }
}

function arrayFor(field: Field, arrays: Map<string, OpenNode>, object: OpenNode): OpenNode {
  const present = arrays.get(field.name);
  if (present !== undefined) return present;
  const array = openNode('array', field.name, object);
  arrays.set(field.name, array);
  object.children.push(array);
  return array;
}

/** Where a reader finds the schema is no content: XSD 1.0 part 1, 2.6 allows it on every element. */
function isHint(node: DocumentNode): boolean {
  return (
    node.namespace === instanceNamespace &&
    (node.name === '@schemaLocation' || node.name === '@noNamespaceSchemaLocation')
  );
}

function isNil(node: DocumentNode): boolean {
  return node.namespace === instanceNamespace && node.name === '@nil';
}

function isBlank(text: string | undefined): boolean {
  return /^[ \t\r\n]*$/.test(text ?? '');
}
