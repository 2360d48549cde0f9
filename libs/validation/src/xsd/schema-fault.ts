import type { DocumentNode } from '#libs/message';

/** One complaint of libxml2 with its place in our own tree. */
export interface SchemaFault {
  readonly node: DocumentNode;
  /** Without the `Element '...': ` in front. */
  readonly text: string;
  /** The attribute that it is about, when the node is its element. */
  readonly attribute?: string;
  /** A fault of the order or number of child elements. */
  readonly content?: ContentFault;
}

/** An element that is not expected (`child`), or one that is missing at the end of `parent`. */
export interface ContentFault {
  readonly parent: DocumentNode;
  readonly child?: DocumentNode;
  /** What may stand there, at most ten; libxml2 names no more. */
  readonly expected: readonly ExpectedElement[];
}

export interface ExpectedElement {
  readonly name: string;
  readonly namespace?: string;
}

const subject = /^Element '([^']*)'(?:, attribute '([^']*)')?: /;
const misplaced = /^This element is not expected\./;
const incomplete = /^Missing child element\(s\)\./;

export function schemaFault(message: string, node: DocumentNode): SchemaFault {
  const start = subject.exec(message);
  const text = message.slice(start?.[0].length ?? 0).trimEnd();
  return { node, text, attribute: start?.[2], content: contentFault(text, node) };
}

function contentFault(text: string, node: DocumentNode): ContentFault | undefined {
  if (incomplete.test(text)) return { parent: node, expected: expectedElements(text) };
  if (misplaced.test(text) && node.parent !== undefined) {
    return { parent: node.parent, child: node, expected: expectedElements(text) };
  }
  return undefined;
}

function expectedElements(text: string): ExpectedElement[] {
  const list = /Expected is (?:one of )?\( (.*) \)\.$/s.exec(text)?.[1];
  if (list === undefined) return [];
  return list.split(', ').map((item) => {
    const parts = /^\{(.*)\}(.*)$/s.exec(item);
    return parts === null ? { name: item } : { name: parts[2]!, namespace: parts[1] };
  });
}

/** Not a wildcard such as `##other{urn:a}*`. */
export function isElementName(expected: ExpectedElement): boolean {
  return !/[#*]/.test(expected.name) && expected.namespace?.includes('##') !== true;
}

export function namesOf(expected: readonly ExpectedElement[]): string {
  return expected.map((one) => (isElementName(one) ? one.name : '*')).join(' | ') || '-';
}
