import { openNode, valueNode, type Document, type DocumentNode, type OpenNode } from '#libs/message';

/**
 * The form in which a document of any format is written as JSON, and read from it again. XML: an object with one member,
 * the root element; attributes are members `@name`, a text beside them `#text`, a namespace other than the parent's
 * `@xmlns`. Tables: a list of records. A structured EDI message: an object of its segments and groups, with a list where
 * there are several of a name. JSON is itself.
 */
export function toPlainForm(document: Document): Document {
  const { format, root } = document;
  if (format === 'json') return document;
  if (format === 'edifact' || format === 'x12')
    return { format: 'json', charset: 'utf-8', root: withLists(root, '') };
  if (format !== 'xml') {
    const records = root.name === 'records' ? root.children : [root];
    const list = openNode('array', '');
    for (const record of records) list.children.push({ ...record, parent: list });
    return { format: 'json', charset: 'utf-8', root: list };
  }
  const top = openNode('object', '');
  top.children.push(withNamespaces(root, '', top));
  return { format: 'json', charset: 'utf-8', root: top };
}

/** The tree to be written as XML or as a table; undefined when the JSON does not have that form. */
export function fromPlainForm(
  { root }: Document,
  format: 'xml' | 'table',
  rootName?: string,
): DocumentNode | undefined {
  if (format === 'table') return recordsOf(root);
  if (rootName !== undefined)
    return root.kind === 'object' ? inNamespace({ ...root, name: rootName }, '') : undefined;
  const [only, ...others] = root.kind === 'object' ? root.children : [];
  if (only === undefined || others.length > 0 || only.kind === 'array') return undefined;
  return inNamespace(only, '');
}

/** Siblings of one name as a list, where the first of them is. */
function withLists(node: DocumentNode, name: string, parent?: DocumentNode): DocumentNode {
  if (node.kind === 'value') return { ...node, name, parent };
  const copy: OpenNode = { ...node, name, parent, children: [] };
  if (node.kind === 'array') {
    copy.children.push(...node.children.map((item) => withLists(item, '', copy)));
    return copy;
  }
  for (const [own, siblings] of byName(node.children)) {
    const [only] = siblings;
    if (siblings.length === 1) copy.children.push(withLists(only!, own, copy));
    else {
      const list = openNode('array', own, copy);
      list.children.push(...siblings.map((item) => withLists(item, '', list)));
      copy.children.push(list);
    }
  }
  return copy;
}

function byName(nodes: readonly DocumentNode[]): Map<string, DocumentNode[]> {
  const found = new Map<string, DocumentNode[]>();
  for (const node of nodes) {
    const known = found.get(node.name);
    if (known === undefined) found.set(node.name, [node]);
    else known.push(node);
  }
  return found;
}

function withNamespaces(node: DocumentNode, outer: string, parent: DocumentNode): DocumentNode {
  const own = node.namespace ?? '';
  if (node.children.length === 0 && own === outer) return { ...node, parent };
  const copy: OpenNode = { ...node, parent, children: [] };
  if (own !== outer && !node.name.startsWith('@'))
    copy.children.push(valueNode('@xmlns', own, 'string', copy));
  for (const child of node.children) {
    // an attribute without prefix has no namespace, whatever its element has
    copy.children.push(
      child.name.startsWith('@') ? { ...child, parent: copy } : withNamespaces(child, own, copy),
    );
  }
  return copy;
}

function inNamespace(node: DocumentNode, outer: string, parent?: DocumentNode): DocumentNode {
  const declared = node.children.find((child) => child.name === '@xmlns' && child.kind === 'value');
  const own = declared?.text ?? outer;
  const copy: OpenNode = { ...node, parent, namespace: own === '' ? undefined : own, children: [] };
  for (const child of node.children) {
    if (child === declared) continue;
    copy.children.push(
      child.name.startsWith('@') ? { ...child, parent: copy } : inNamespace(child, own, copy),
    );
  }
  return copy;
}

function recordsOf(root: DocumentNode): DocumentNode | undefined {
  const items = root.kind === 'array' ? root.children : [root];
  if (items.some((item) => item.kind !== 'object')) return undefined;
  const records = openNode('object', 'records');
  for (const item of items) records.children.push({ ...item, name: 'record', parent: records });
  return records;
}
