import { issue, locationOf, type Document, type DocumentNode, type Issue } from '#libs/message';
import { encodeText } from '../charset/encode-text.js';
import type { Encoded } from '../codec.js';
import type { JsonOptions } from './json-options.js';

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Writes a tree of any format as JSON, members in the order of the document, numbers exactly as their text.
 *
 * An XML value with attributes becomes an object of `@name` members and `#text`; elements of one name under one parent
 * become an array at the place of the first.
 */
export class JsonWriter {
  private readonly issues: Issue[] = [];
  private readonly indent: string;
  private readonly colon: string;

  constructor(
    private readonly document: Document,
    private readonly charset: string,
    options: JsonOptions,
  ) {
    this.indent = ' '.repeat(options.indent ?? 0);
    this.colon = this.indent === '' ? ':' : ': ';
  }

  write(): Encoded {
    const text = this.node(this.document.root, this.indent === '' ? '' : '\n');
    return { bytes: encodeText(text, this.charset, escapeUnits).bytes, issues: this.issues };
  }

  private node(node: DocumentNode, margin: string): string {
    switch (node.kind) {
      case 'array':
        return this.list(node.children, margin);
      case 'object':
        return this.object(node, margin, []);
      case 'value':
        return node.children.length === 0
          ? this.scalar(node)
          : this.object(node, margin, [`"#text"${this.colon}${this.scalar(node)}`]);
    }
  }

  private list(items: readonly DocumentNode[], margin: string): string {
    const inner = margin === '' ? '' : margin + this.indent;
    return enclose(
      '[',
      items.map((item) => this.node(item, inner)),
      ']',
      margin,
      inner,
    );
  }

  private object(node: DocumentNode, margin: string, last: readonly string[]): string {
    const inner = margin === '' ? '' : margin + this.indent;
    const members: string[] = [];
    if (haveOwnNames(node.children)) {
      for (const child of node.children) members.push(this.member(child.name, this.node(child, inner)));
    } else {
      for (const [name, nodes] of groupByName(node.children)) {
        const value = nodes.length === 1 ? this.node(nodes[0]!, inner) : this.list(nodes, inner);
        members.push(this.member(name, value));
      }
    }
    members.push(...last);
    return enclose('{', members, '}', margin, inner);
  }

  private member(name: string, value: string): string {
    return `${quotedName(name)}${this.colon}${value}`;
  }

  private scalar(node: DocumentNode): string {
    const text = node.text ?? '';
    switch (node.type) {
      case 'number':
        return number.test(text) ? text : this.wrongType(node, 'number');
      case 'boolean':
        return text === 'true' || text === 'false' ? text : this.wrongType(node, 'boolean');
      case 'null':
        return 'null';
      default:
        return JSON.stringify(text);
    }
  }

  private wrongType(node: DocumentNode, expected: string): string {
    const place = locationOf(node, this.document.format);
    this.issues.push(issue('value-type', place, { value: node.text, expected }));
    return JSON.stringify(node.text ?? '');
  }
}

/** So few that comparing them all takes less than any list of them. */
const fewMembers = 30;

/** Whether no two of them have the same name, as far as that can be told quickly. */
function haveOwnNames(nodes: readonly DocumentNode[]): boolean {
  if (nodes.length > fewMembers) return false;
  for (let at = 1; at < nodes.length; at++) {
    const { name } = nodes[at]!;
    for (let before = 0; before < at; before++) if (nodes[before]!.name === name) return false;
  }
  return true;
}

/** The names of our own messages come again and again; those of others must not fill the memory. */
const mostNames = 10_000;
const quoted = new Map<string, string>();

function quotedName(name: string): string {
  let text = quoted.get(name);
  if (text === undefined) {
    text = JSON.stringify(name);
    if (quoted.size < mostNames && name.length < 100) quoted.set(name, text);
  }
  return text;
}

function groupByName(nodes: readonly DocumentNode[]): Map<string, DocumentNode[]> {
  const groups = new Map<string, DocumentNode[]>();
  for (const node of nodes) {
    const group = groups.get(node.name);
    if (group === undefined) groups.set(node.name, [node]);
    else group.push(node);
  }
  return groups;
}

function enclose(
  open: string,
  parts: readonly string[],
  close: string,
  margin: string,
  inner: string,
): string {
  return parts.length === 0 ? open + close : `${open}${inner}${parts.join(`,${inner}`)}${margin}${close}`;
}

/** What the charset does not have, as `\uXXXX` of its UTF-16 units; only strings can hold such a character. */
function escapeUnits(character: string): string {
  let escaped = '';
  for (let i = 0; i < character.length; i++) {
    escaped += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}
