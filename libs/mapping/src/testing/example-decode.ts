import { SaxesParser } from 'saxes';
import { fromPlainValue, openNode, type Document, type FormatName, type OpenNode } from '#libs/message';

/** Reads JSON, and XML without namespaces, for the tests of this library: it may not know the codecs. */
export function exampleDecode(bytes: Uint8Array, format: FormatName): { document: Document; issues: [] } {
  const text = new TextDecoder().decode(bytes);
  const root = format === 'json' ? fromPlainValue(JSON.parse(text)) : readXml(text);
  return { document: { format, charset: 'utf-8', root }, issues: [] };
}

function readXml(text: string): OpenNode {
  const top = openNode('object', '');
  let open = top;
  const parser = new SaxesParser({ position: true });
  parser.on('opentag', ({ name, attributes }) => {
    const parent = open === top ? undefined : open;
    const node = openNode('object', name, parent, { line: parser.line });
    for (const [attribute, value] of Object.entries(attributes)) {
      node.children.push(fromPlainValue(value, `@${attribute}`, node));
    }
    open.children.push(node);
    open = node;
  });
  parser.on('text', (piece) => Object.assign(open, { text: (open.text ?? '') + piece }));
  parser.on('closetag', () => {
    const leaf = open.children.every((child) => child.name.startsWith('@'));
    if (leaf) Object.assign(open, { kind: 'value', type: 'string', text: open.text ?? '' });
    else Object.assign(open, { text: undefined });
    open = (open.parent as OpenNode | undefined) ?? top;
  });
  parser.write(text).close();
  return top.children[0] as OpenNode;
}
