import { issue, locationOf, type Document, type DocumentNode, type Issue } from '#libs/message';
import { encodeText } from '../charset/encode-text.js';
import type { Encoded } from '../codec.js';
import {
  escapeAttribute,
  escapeText,
  forbiddenCharacters,
  isLocalName,
  numericReference,
  replaceForbidden,
} from './markup.js';
import { NamespaceScope } from './namespace-scope.js';
import type { XmlOptions } from './xml-options.js';

/**
 * Writes a tree of any format as XML. Our own and not the builder of fast-xml-parser, because that one knows neither
 * namespaces by URI nor target charsets, leaves tabs and line ends in attributes to be normalised away, and would need
 * the whole tree copied into its own shape first.
 *
 * JSON arrays become repeated elements, members called `@x` attributes, and a member called `#text` the text.
 */
export class XmlWriter {
  private readonly issues: Issue[] = [];
  private readonly indent: string;

  constructor(
    private readonly document: Document,
    private readonly charset: string,
    private readonly options: XmlOptions,
  ) {
    this.indent = ' '.repeat(options.indent ?? 0);
  }

  write(): Encoded {
    const { root } = this.document;
    const name = root.name === '' ? (this.options.rootName ?? '') : root.name;
    const declarations = Object.entries(this.options.prefixes ?? {})
      .map(([prefix, uri]) => ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeAttribute(uri)}"`)
      .join('');
    const body = this.element(root, name, NamespaceScope.root(this.options.prefixes), '', declarations);
    const head =
      this.options.declaration === false
        ? ''
        : `<?xml version="1.0" encoding="${encodingLabel(this.charset)}"?>\n`;
    const { bytes } = encodeText(head + body.trimStart(), this.charset, numericReference);
    return { bytes, issues: this.issues };
  }

  private element(
    node: DocumentNode,
    name: string,
    scope: NamespaceScope,
    margin: string,
    declarations = '',
  ): string {
    if (!this.checkName(name, node)) return '';
    const uri = this.options.prefixes !== undefined && node.namespace === undefined ? '' : node.namespace;
    const own = scope.element(name, uri ?? '');
    const { text: attributes, scope: inner } = this.attributes(node, own.scope);
    const start = `${margin}<${own.name}${declarations}${declarationText(own.declaration)}${attributes}`;
    const content = this.content(node, inner, margin);
    return content === '' ? `${start}/>` : `${start}>${content}</${own.name}>`;
  }

  private attributes(node: DocumentNode, outer: NamespaceScope): { text: string; scope: NamespaceScope } {
    let text = '';
    let scope = outer;
    for (const child of node.children) {
      if (!child.name.startsWith('@') || child.kind !== 'value') continue;
      const local = child.name.slice(1);
      if (!this.checkName(local, child)) continue;
      const own = scope.attribute(local, child.namespace ?? '');
      scope = own.scope;
      const value = escapeAttribute(this.allowed(child.text ?? '', child));
      text += `${declarationText(own.declaration)} ${own.name}="${value}"`;
    }
    return { text, scope };
  }

  private content(node: DocumentNode, scope: NamespaceScope, margin: string): string {
    if (node.kind === 'value') return this.textOf(node);
    const inner = this.options.indent ? `\n${margin.replace('\n', '')}${this.indent}` : '';
    let elements = '';
    for (const child of node.children) {
      if (child.name === '#text') elements += this.textOf(child);
      else if (!child.name.startsWith('@')) elements += this.child(child, scope, inner);
    }
    const outer = this.options.indent ? margin || '\n' : '';
    return elements.startsWith('\n') ? elements + outer : elements;
  }

  private child(child: DocumentNode, scope: NamespaceScope, margin: string): string {
    if (child.kind !== 'array') return this.element(child, child.name || 'item', scope, margin);
    return child.children.map((item) => this.child(item, scope, margin)).join('');
  }

  private textOf(node: DocumentNode): string {
    return node.type === 'null' ? '' : escapeText(this.allowed(node.text ?? '', node));
  }

  private allowed(text: string, node: DocumentNode): string {
    const bad = forbiddenCharacters(text);
    if (bad.length === 0) return text;
    const value = `U+${bad[0]!.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    const place = locationOf(node, this.document.format);
    this.issues.push(issue('character-not-allowed', place, { value, expected: 'XML 1.0' }));
    return replaceForbidden(text);
  }

  /** A name must be one for XML, and its characters have to exist in the charset: names cannot hold references. */
  private checkName(name: string, node: DocumentNode): boolean {
    if (isWritable(name, this.charset)) return true;
    const place = locationOf(node, this.document.format);
    this.issues.push(issue('name-not-allowed', place, { value: name, expected: 'XML' }));
    return false;
  }
}

/** The names of our own messages come again and again; those of others must not fill the memory. */
const mostNames = 10_000;
const longestRememberedName = 100;
const writableNames = new Map<string, Set<string>>();

function isWritable(name: string, charset: string): boolean {
  let names = writableNames.get(charset);
  if (names?.has(name) === true) return true;
  if (!isLocalName(name) || encodeText(name, charset).lost.length > 0) return false;
  if (names === undefined || names.size >= mostNames) writableNames.set(charset, (names = new Set()));
  if (name.length <= longestRememberedName) names.add(name);
  return true;
}

function declarationText(declaration: [string, string] | undefined): string {
  return declaration === undefined ? '' : ` ${declaration[0]}="${escapeAttribute(declaration[1])}"`;
}

/** As registered with IANA; with a byte order mark the order is not named. */
function encodingLabel(charset: string): string {
  return charset.startsWith('utf-16') ? 'UTF-16' : charset.toUpperCase();
}
