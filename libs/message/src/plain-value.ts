import { openNode, valueNode, type DocumentNode, type OpenNode } from './document.js';

/** What `JSON.parse` would have given. */
export type PlainValue = string | number | boolean | null | PlainValue[] | { [name: string]: PlainValue };

/** A tree as plain JavaScript; numbers become doubles here and only here. Repeated names become arrays. */
export function toPlainValue(node: DocumentNode): PlainValue {
  switch (node.kind) {
    case 'array':
      return node.children.map(toPlainValue);
    case 'value':
      return scalarOf(node);
    case 'object': {
      const object: { [name: string]: PlainValue } = {};
      for (const child of node.children) addMember(object, child.name, toPlainValue(child));
      return object;
    }
  }
}

const remembered = new WeakMap<DocumentNode, PlainValue>();

/** The plain value of a finished tree, worked out once: validation, the store and the mapping's tests ask for the same. */
export function plainValueOf(root: DocumentNode): PlainValue {
  const known = remembered.get(root);
  if (known !== undefined) return known;
  const value = toPlainValue(root);
  remembered.set(root, value);
  return value;
}

function scalarOf(node: DocumentNode): PlainValue {
  switch (node.type) {
    case 'number':
      return Number(node.text);
    case 'boolean':
      return node.text === 'true';
    case 'null':
      return null;
    default:
      return node.text ?? '';
  }
}

function addMember(object: { [name: string]: PlainValue }, name: string, value: PlainValue): void {
  if (!Object.hasOwn(object, name)) {
    if (name !== '__proto__') object[name] = value;
    else Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
    return;
  }
  const present = object[name]!;
  if (Array.isArray(present)) present.push(value);
  else object[name] = [present, value];
}

/** The tree of a plain value; `undefined` members are left out. */
export function fromPlainValue(value: unknown, name = '', parent?: DocumentNode): DocumentNode {
  if (Array.isArray(value)) {
    const array: OpenNode = openNode('array', name, parent);
    for (const item of value) array.children.push(fromPlainValue(item, name, array));
    return array;
  }
  if (typeof value === 'object' && value !== null) {
    const object: OpenNode = openNode('object', name, parent);
    for (const [key, member] of Object.entries(value)) {
      if (member !== undefined) object.children.push(fromPlainValue(member, key, object));
    }
    return object;
  }
  if (value === null || value === undefined) return valueNode(name, 'null', 'null', parent);
  if (typeof value === 'number') return valueNode(name, String(value), 'number', parent);
  if (typeof value === 'boolean') return valueNode(name, String(value), 'boolean', parent);
  return valueNode(name, typeof value === 'string' ? value : JSON.stringify(value), 'string', parent);
}
