import type { Document, DocumentNode } from '#libs/message';

const xsiNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

/** An XML document as text, indented; the only attribute that canonical messages know is `xsi:nil`. */
export function xmlText(document: Document): string {
  const { root } = document;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, '', ` xmlns="${escapeXml(root.namespace ?? '')}"`)}`;
}

function element(node: DocumentNode, indent: string, declaration = ''): string {
  const nil = node.children.some((child) => child.name === '@nil' && child.namespace === xsiNamespace);
  const attributes = declaration + (nil ? ` xmlns:xsi="${xsiNamespace}" xsi:nil="true"` : '');
  const open = `${indent}<${node.name}${attributes}`;
  if (node.kind === 'value') {
    const text = escapeXml(node.text ?? '');
    return text === '' ? `${open}/>\n` : `${open}>${text}</${node.name}>\n`;
  }
  if (node.children.length === 0) return `${open}/>\n`;
  const content = node.children.map((child) => element(child, `${indent}  `)).join('');
  return `${open}>\n${content}${indent}</${node.name}>\n`;
}

/** For element content and attribute values alike; a carriage return survives only as a reference (XML 1.0, 2.11). */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => `&#${character.codePointAt(0)};`);
}
