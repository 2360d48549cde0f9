import { codecFor } from '#libs/codecs';
import type { Document, DocumentNode } from '#libs/message';
import type { SchemaLibrary } from '#libs/validation';
import { contestant, workOf, type Contestant } from '../../measure/contestant.js';

/** Decoding as it is used, the same with every element read, and with the message checked against its directory. */
export function ours(format: 'edifact' | 'x12', schema: string, schemas: SchemaLibrary): Contestant[] {
  const codec = codecFor(format);
  const decode = (bytes: Buffer): Document => {
    const { document, issues } = codec.decode(bytes);
    if (document === undefined || issues.length > 0) throw new Error(JSON.stringify(issues));
    return document;
  };
  const elementsRead = (document: Document): Document => {
    readAll(document);
    return document;
  };
  const validated = (document: Document): Document => {
    const issues = schemas.validate(document, schema);
    if (issues.length > 0) throw new Error(JSON.stringify(issues));
    return document;
  };
  const whole = ({ root }: Document): ReturnType<typeof workOf> =>
    workOf(root.children.length, root.children.flatMap(textsOf));
  return [
    contestant('ours: decode', decode, ({ root }) => ({ segments: root.children.length })),
    contestant('ours: decode, every element read', (bytes) => elementsRead(decode(bytes)), whole),
    contestant('ours: decode + structure, elements, codes', (bytes) => validated(decode(bytes)), whole),
  ];
}

/** Looks at every element and component, its text and where it stands. */
export function readAll({ root }: Document): number {
  let read = 0;
  for (const segment of root.children) for (const element of segment.children) read += readElement(element);
  return read;
}

function readElement(node: DocumentNode): number {
  if (node.text !== undefined) return node.text.length + node.position!.offset!;
  let read = 0;
  for (const child of node.children) read += readElement(child);
  return read;
}

function textsOf(node: DocumentNode): string[] {
  return node.text === undefined ? node.children.flatMap(textsOf) : [node.text];
}
