import {
  issue,
  locationOf,
  openNode,
  valueNode,
  type DocumentNode,
  type Issue,
  type Position,
} from '#libs/message';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { LineCounter } from '../line-counter.js';
import { syntaxReason, type FaultStart } from './syntax-reason.js';
import type { XmlOptions } from './xml-options.js';

type Mutable = { -readonly [K in keyof Omit<DocumentNode, 'children' | 'parent'>]: DocumentNode[K] } & {
  children: DocumentNode[];
  parent?: Mutable;
};

/** Ends the parse early; never leaves this file. */
class Stop extends Error {}

const longestName = 1000;
const mostIssues = 100;
const xmlnsUri = 'http://www.w3.org/2000/xmlns/';
const predefinedEntities = { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" };

/** Builds the tree from the events of saxes; namespaces are resolved, `xmlns` attributes are not kept. */
export class XmlReader {
  readonly issues: Issue[] = [];
  private root?: Mutable;
  private open?: Mutable;
  /** The open element has no child elements so far. */
  private isLeaf = true;
  /** Closed last: saxes closes an element before it says that the end tag was wrong. */
  private closed?: Mutable;
  private depth = 0;
  private nodes = 0;
  private readonly lines: LineCounter;
  private readonly parser = new SaxesParser({ xmlns: true, position: false });

  constructor(
    private readonly text: string,
    private readonly options: XmlOptions,
  ) {
    this.lines = new LineCounter(text);
    const parser = this.parser;
    // an object with a prototype would resolve &constructor;
    parser.ENTITIES = Object.assign(Object.create(null), predefinedEntities) as Record<string, string>;
    // not one handler more: beyond six, V8 takes the parser for a dictionary and it becomes five times slower
    parser.on('error', (error) => this.syntaxFault(error.message));
    parser.on('doctype', (doctype) => this.refuseDoctype(doctype));
    parser.on('opentag', (tag) => this.openElement(tag));
    parser.on('text', (text) => this.addText(text));
    parser.on('cdata', (text) => this.addText(text));
    parser.on('closetag', () => this.closeElement());
  }

  /** The root element; undefined when the text is not an XML document. */
  read(): DocumentNode | undefined {
    try {
      this.parser.write(this.text).close();
    } catch (stop) {
      if (stop instanceof Stop) return undefined;
      throw stop;
    }
    return this.root;
  }

  private openElement(tag: SaxesTagNS): void {
    // in a start tag there is no second `<`
    const start = this.text.lastIndexOf('<', this.parser.position - 1);
    const position = this.lines.at(start);
    const maxDepth = this.options.maxDepth ?? 100;
    this.limit(this.depth < maxDepth, 'input-too-deep', String(maxDepth), position);
    this.countNode(tag.name, position);
    const node = openNode('object', tag.local, this.open, position, tag.uri || undefined) as Mutable;
    const nameEnd = start + 1 + tag.name.length;
    if (this.parser.position > nameEnd + 1) this.addAttributes(node, tag, nameEnd);
    if (this.open === undefined) this.root = node;
    else this.addChild(this.open, node);
    this.open = node;
    this.isLeaf = true;
    this.depth++;
  }

  /** @param cursor where the first attribute is looked for; between two of them there is nothing but space */
  private addAttributes(node: Mutable, tag: SaxesTagNS, cursor: number): void {
    const { text } = this;
    for (const name in tag.attributes) {
      const { local, uri, value } = tag.attributes[name]!;
      const start = text.indexOf(name, cursor);
      cursor = behindQuotes(text, start + name.length);
      const position = this.lines.at(start);
      this.countNode(name, position);
      if (uri === xmlnsUri) continue;
      node.children.push(valueNode(`@${local}`, value, 'string', node, position, uri || undefined));
    }
  }

  private addChild(parent: Mutable, node: Mutable): void {
    if (parent.text !== undefined) {
      this.reportMixedText(parent);
      parent.text = undefined;
    }
    parent.children.push(node);
  }

  private addText(text: string): void {
    const node = this.open;
    if (node === undefined) return;
    if (this.isLeaf) node.text = node.text === undefined ? text : node.text + text;
    else if (/[^ \t\r\n]/.test(text)) {
      node.text = text;
      this.reportMixedText(node);
      node.text = undefined;
    }
  }

  /** Text beside child elements has no place in the tree. */
  private reportMixedText(node: Mutable): void {
    const text = node.text!.trim();
    if (text === '' || this.issues.length >= mostIssues) return;
    this.issues.push(issue('xml-text-ignored', locationOf(node, 'xml'), { value: text }));
  }

  private closeElement(): void {
    const node = this.open!;
    if (this.isLeaf) {
      node.kind = 'value';
      node.type = 'string';
      node.text ??= '';
    }
    this.closed = node;
    this.open = node.parent;
    this.isLeaf = false;
    this.depth--;
  }

  private countNode(name: string, position: Position): void {
    const most = this.options.maxNodes ?? 2_000_000;
    this.limit(++this.nodes <= most, 'input-limit', `${most} (nodes)`, position);
    this.limit(name.length <= longestName, 'input-limit', `${longestName} (name)`, position);
  }

  private limit(
    isKept: boolean,
    code: 'input-too-deep' | 'input-limit',
    expected: string,
    position: Position,
  ): void {
    if (isKept) return;
    this.issues.push(issue(code, position, { expected }));
    throw new Stop();
  }

  private refuseDoctype(doctype: string): void {
    const start = this.parser.position - doctype.length - '<!DOCTYPE>'.length;
    this.issues.push(issue('xml-doctype-not-allowed', this.lines.at(Math.max(0, start))));
    throw new Stop();
  }

  private syntaxFault(message: string): void {
    const end = Math.min(this.parser.position, this.text.length);
    const startOf = (beginsAt?: FaultStart): number => faultStart(this.text, end, beginsAt);
    const near = (beginsAt?: FaultStart): string => this.text.slice(startOf(beginsAt), end).slice(0, 80);
    const { reason, isFatal, beginsAt } = syntaxReason(message, near);
    const node = message.startsWith('unexpected close tag') ? this.closed : this.open;
    const place = message.startsWith('unclosed tag') ? node?.position : this.lines.at(startOf(beginsAt));
    const path = node === undefined ? undefined : locationOf(node, 'xml').path;
    const words = visible(reason.replace('</…>', `</${node?.name}>`));
    this.issues.push(issue('xml-not-well-formed', { path, ...place }, { args: { reason: words } }));
    if (isFatal || this.issues.length >= mostIssues) throw new Stop();
  }
}

/** Behind the quoted value that follows; the end of the text when there is none. */
function behindQuotes(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '"' && text[at] !== "'") at++;
  const close = text.indexOf(text.charAt(at), at + 1);
  return close < 0 ? text.length : close + 1;
}

function visible(text: string): string {
  return text.replace(
    /[\0-\x1f]/g,
    (code) => `U+${code.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

function faultStart(text: string, end: number, beginsAt?: FaultStart): number {
  const last = beginsAt === undefined ? end - 1 : text.lastIndexOf(beginsAt, end - 1);
  if (beginsAt !== '>') return Math.max(0, last);
  let at = last + 1;
  while (at < end - 1 && /\s/.test(text.charAt(at))) at++;
  return at;
}
