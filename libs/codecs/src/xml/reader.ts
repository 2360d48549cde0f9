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
import { syntaxReason } from './syntax-reason.js';
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
  private depth = 0;
  private nodes = 0;
  private readonly lines: LineCounter;
  private readonly parser = new SaxesParser({ xmlns: true, position: false });
  /** Where the attributes of the element at hand begin, and from where the next one is looked for. */
  private attributePositions: Position[] = [];
  private attributeCursor = 0;
  private elementIndex = 0;

  constructor(
    private readonly text: string,
    private readonly options: XmlOptions,
  ) {
    this.lines = new LineCounter(text);
    const parser = this.parser;
    // an object with a prototype would resolve &constructor;
    parser.ENTITIES = Object.assign(Object.create(null), predefinedEntities) as Record<string, string>;
    parser.on('error', (error) => this.syntaxFault(error.message));
    parser.on('doctype', (doctype) => this.refuseDoctype(doctype));
    parser.on('opentagstart', (tag) => this.tagStarts(tag.name));
    parser.on('attribute', (attribute) => this.attributeEnds(attribute.name));
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

  private tagStarts(name: string): void {
    this.elementIndex = this.parser.position - name.length - 2;
    this.attributeCursor = this.parser.position - 1;
    if (this.attributePositions.length > 0) this.attributePositions = [];
    this.limit(this.depth < (this.options.maxDepth ?? 100), 'input-too-deep', this.options.maxDepth ?? 100);
    this.limit(name.length <= longestName, 'input-limit', `${longestName} (name)`);
  }

  /** Between two attributes there is nothing but space, so the name is found at once. */
  private attributeEnds(name: string): void {
    const start = this.text.indexOf(name, this.attributeCursor);
    this.attributeCursor = this.parser.position;
    this.limit(name.length <= longestName, 'input-limit', `${longestName} (name)`);
    this.countNode();
    // an element's own position comes first, so that the counter only goes forward
    if (this.attributePositions.length === 0) this.attributePositions.push(this.lines.at(this.elementIndex));
    this.attributePositions.push(this.lines.at(start));
  }

  private openElement(tag: SaxesTagNS): void {
    this.countNode();
    const position = this.attributePositions[0] ?? this.lines.at(this.elementIndex);
    const node = openNode('object', tag.local, this.open, position, tag.uri || undefined) as Mutable;
    let index = 0;
    for (const key in tag.attributes) {
      const { local, uri, value } = tag.attributes[key]!;
      index++;
      if (uri === xmlnsUri) continue;
      const place = this.attributePositions[index];
      node.children.push(valueNode(`@${local}`, value, 'string', node, place, uri || undefined));
    }
    if (this.open === undefined) this.root = node;
    else this.addChild(this.open, node);
    this.open = node;
    this.depth++;
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
    if (node.children.at(-1)?.name.startsWith('@') ?? true) node.text = (node.text ?? '') + text;
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
    if (node.children.at(-1)?.name.startsWith('@') ?? true) {
      node.kind = 'value';
      node.type = 'string';
      node.text ??= '';
    }
    this.open = node.parent;
    this.depth--;
  }

  private countNode(): void {
    const most = this.options.maxNodes ?? 2_000_000;
    this.limit(++this.nodes <= most, 'input-limit', `${most} (nodes)`);
  }

  private limit(kept: boolean, code: 'input-too-deep' | 'input-limit', expected: number | string): void {
    if (kept) return;
    this.issues.push(issue(code, this.lines.at(this.elementIndex), { expected: String(expected) }));
    throw new Stop();
  }

  private refuseDoctype(doctype: string): void {
    const start = this.parser.position - doctype.length - '<!DOCTYPE>'.length;
    this.issues.push(issue('xml-doctype-not-allowed', this.lines.at(Math.max(0, start))));
    throw new Stop();
  }

  private syntaxFault(message: string): void {
    const end = Math.min(this.parser.position, this.text.length);
    const startOf = (beginsAt?: '<' | '&'): number =>
      Math.max(0, beginsAt === undefined ? end - 1 : this.text.lastIndexOf(beginsAt, end - 1));
    const near = (beginsAt?: '<' | '&'): string => this.text.slice(startOf(beginsAt), end).slice(0, 80);
    const { reason, isFatal, beginsAt } = syntaxReason(message, near);
    const place = message.startsWith('unclosed tag') ? this.open?.position : this.lines.at(startOf(beginsAt));
    const path = this.open === undefined ? undefined : locationOf(this.open, 'xml').path;
    const words = reason.replace('</…>', this.open === undefined ? '' : `</${this.open.name}>`);
    this.issues.push(issue('xml-not-well-formed', { path, ...place }, { args: { reason: words } }));
    if (isFatal || this.issues.length >= mostIssues) throw new Stop();
  }
}
