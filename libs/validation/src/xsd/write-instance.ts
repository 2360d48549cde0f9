import type { DocumentNode } from '#libs/message';
import type { EditedTree } from './edited-tree.js';

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

/**
 * An XML tree as UTF-8 text for the schema validator, nothing but elements, attributes and values on one line: faults
 * come back with a path, and the lines and columns are those of the tree.
 *
 * @param targetNamespace what a prefix inside `xsi:type` stands for when the tree does not say
 */
export function writeInstance(root: DocumentNode, tree: EditedTree, targetNamespace: string): string {
  const writer = new InstanceWriter(tree, targetNamespace);
  writer.element(root, '');
  return writer.text;
}

class InstanceWriter {
  text = '';

  constructor(
    private readonly tree: EditedTree,
    private readonly targetNamespace: string,
  ) {}

  element(node: DocumentNode, inherited: string): void {
    const namespace = node.namespace ?? '';
    const children = this.tree.childrenOf(node);
    this.text += `<${node.name}`;
    if (namespace !== inherited) this.text += ` xmlns="${escape(namespace)}"`;
    let count = 0;
    while (count < children.length && children[count]!.name.startsWith('@')) {
      this.attribute(children[count]!, count);
      count += 1;
    }
    const content = count < children.length ? '' : escape(node.text ?? '');
    if (count === children.length && content === '') {
      this.text += '/>';
      return;
    }
    this.text += `>${content}`;
    for (let at = count; at < children.length; at += 1) this.element(children[at]!, namespace);
    this.text += `</${node.name}>`;
  }

  private attribute(node: DocumentNode, ordinal: number): void {
    const qualified = node.name.slice(1);
    if (qualified === 'xmlns') return;
    const value = escape(node.text ?? '');
    const name = qualified.slice(qualified.indexOf(':') + 1);
    if (node.namespace === undefined || node.namespace === '' || qualified.startsWith('xmlns:')) {
      this.text += ` ${qualified}="${value}"`;
      return;
    }
    if (node.namespace === 'http://www.w3.org/XML/1998/namespace') {
      this.text += ` xml:${name}="${value}"`;
      return;
    }
    this.text += ` xmlns:_${ordinal}="${escape(node.namespace)}" _${ordinal}:${name}="${value}"`;
    if (node.namespace === schemaInstance && name === 'type') this.declarePrefix(node);
  }

  /** The value of `xsi:type` may need a prefix whose declaration the tree has not kept. */
  private declarePrefix(type: DocumentNode): void {
    const prefix = /^\s*([\p{L}_][\p{L}\p{N}_.-]*):/u.exec(type.text ?? '')?.[1];
    if (prefix === undefined || prefix === 'xml' || prefix === 'xmlns') return;
    for (let at = type.parent; at !== undefined; at = at.parent) {
      if (at.children.some((child) => child.name === `@xmlns:${prefix}`)) return;
    }
    this.text += ` xmlns:${prefix}="${escape(this.targetNamespace)}"`;
  }
}

const special = /[&<>"\t\n\r]/;
const allSpecial = new RegExp(special, 'g');

function escape(text: string): string {
  return !special.test(text) ? text : text.replace(allSpecial, (found) => `&#${found.charCodeAt(0)};`);
}
