import {
  issue,
  locationOf,
  openNode,
  valueNode,
  type DocumentNode,
  type Issue,
  type OpenNode,
  type Position,
} from '#libs/message';
import { LineCounter } from '../line-counter.js';
import type { JsonOptions } from './json-options.js';
import { JsonLexer, JsonSyntaxFault } from './lexer.js';

const comma = 0x2c;
const colon = 0x3a;
const quote = 0x22;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const mostIssues = 100;

const unusable = /\0|\p{Surrogate}/u;

/** A limit was reached; never leaves this file. */
class Stop extends Error {}

/** Strict RFC 8259: numbers keep their text, repeated names are kept and reported. */
export class JsonReader {
  readonly issues: Issue[] = [];
  private readonly lexer: JsonLexer;
  private readonly lines: LineCounter;
  private readonly maxDepth: number;
  private readonly maxNodes: number;
  private nodes = 0;
  private open?: OpenNode;

  constructor(text: string, options: JsonOptions) {
    this.lexer = new JsonLexer(text);
    this.lines = new LineCounter(text);
    this.maxDepth = options.maxDepth ?? 100;
    this.maxNodes = options.maxNodes ?? 2_000_000;
  }

  /** The root value; undefined when the text is not JSON. */
  read(): DocumentNode | undefined {
    try {
      const root = this.value('', undefined, 0);
      if (this.lexer.peek() >= 0) throw new JsonSyntaxFault(this.lexer.at, 'EOF');
      return root;
    } catch (fault) {
      if (fault instanceof JsonSyntaxFault) this.report(fault);
      else if (!(fault instanceof Stop)) throw fault;
      return undefined;
    }
  }

  private value(name: string, parent: OpenNode | undefined, depth: number): DocumentNode {
    const { lexer } = this;
    const code = lexer.peek();
    const position = this.lines.at(lexer.at);
    if (++this.nodes > this.maxNodes) this.stop('input-limit', `${this.maxNodes} (nodes)`);
    if (code === openBrace || code === openBracket) {
      const node = openNode(code === openBrace ? 'object' : 'array', name, parent, position);
      // its place among the others must be known while it is being read
      parent?.children.push(node);
      return code === openBrace ? this.object(node, depth + 1) : this.array(node, depth + 1);
    }
    const node = this.scalar(code, name, parent, position);
    parent?.children.push(node);
    if (node.type === 'string' && unusable.test(node.text!)) this.reportCharacter(node, node.text!);
    return node;
  }

  private scalar(code: number, name: string, parent: OpenNode | undefined, position: Position): DocumentNode {
    const { lexer } = this;
    switch (code) {
      case quote:
        return valueNode(name, lexer.string(), 'string', parent, position);
      case 0x74:
        return valueNode(name, lexer.word('true'), 'boolean', parent, position);
      case 0x66:
        return valueNode(name, lexer.word('false'), 'boolean', parent, position);
      case 0x6e:
        return valueNode(name, lexer.word('null'), 'null', parent, position);
      default:
        if (code !== 0x2d && !(code >= 0x30 && code <= 0x39))
          throw new JsonSyntaxFault(lexer.at, '{ [ " 0-9 true false null');
        return valueNode(name, lexer.number(), 'number', parent, position);
    }
  }

  private object(node: OpenNode, depth: number): DocumentNode {
    const { lexer } = this;
    const outer = this.enter(node, depth);
    const names = new NameSet();
    if (lexer.peek() === closeBrace) lexer.at++;
    else
      for (;;) {
        if (lexer.peek() !== quote) throw new JsonSyntaxFault(lexer.at, names.size === 0 ? '" }' : '"');
        const nameIndex = lexer.at;
        const name = lexer.string();
        if (!names.add(name)) this.reportRepeated(node, name, nameIndex);
        if (lexer.peek() !== colon) throw new JsonSyntaxFault(lexer.at, ':');
        lexer.at++;
        const child = this.value(name, node, depth);
        if (unusable.test(name)) this.reportCharacter(child, name);
        if (!this.hasMore(closeBrace, '}')) break;
      }
    this.open = outer;
    return node;
  }

  private array(node: OpenNode, depth: number): DocumentNode {
    const outer = this.enter(node, depth);
    if (this.lexer.peek() === closeBracket) this.lexer.at++;
    else
      do {
        this.value(node.name, node, depth);
      } while (this.hasMore(closeBracket, ']'));
    this.open = outer;
    return node;
  }

  private enter(node: OpenNode, depth: number): OpenNode | undefined {
    if (depth > this.maxDepth) this.stop('input-too-deep', String(this.maxDepth));
    this.lexer.at++;
    const outer = this.open;
    this.open = node;
    return outer;
  }

  private hasMore(close: number, closeText: string): boolean {
    const code = this.lexer.peek();
    if (code !== comma && code !== close) throw new JsonSyntaxFault(this.lexer.at, `, ${closeText}`);
    this.lexer.at++;
    return code === comma;
  }

  private stop(code: 'input-too-deep' | 'input-limit', expected: string): never {
    this.issues.push(issue(code, this.lines.at(this.lexer.at), { expected }));
    throw new Stop();
  }

  private report(fault: JsonSyntaxFault): void {
    const index = Math.min(fault.index, this.lexer.text.length);
    const code = this.lexer.text.codePointAt(index);
    const path = this.open === undefined ? undefined : locationOf(this.open, 'json').path;
    this.issues.push(
      issue(
        'json-not-well-formed',
        { path, ...this.lines.at(index) },
        { value: code === undefined ? 'EOF' : printable(code), expected: fault.expected },
      ),
    );
  }

  private reportRepeated(node: DocumentNode, name: string, index: number): void {
    if (this.issues.length >= mostIssues) return;
    const { path } = locationOf(node, 'json');
    this.issues.push(issue('json-name-repeated', { path, ...this.lines.at(index) }, { value: name }));
  }

  private reportCharacter(node: DocumentNode, text: string): void {
    if (this.issues.length >= mostIssues) return;
    const value = printable(unusable.exec(text)![0].codePointAt(0)!);
    this.issues.push(issue('character-not-allowed', locationOf(node, 'json'), { value, expected: 'JSON' }));
  }
}

/** Most objects have few names: comparing is quicker than hashing. */
class NameSet {
  private readonly few: string[] = [];
  private many?: Set<string>;
  size = 0;

  /** False when the name was there already. */
  add(name: string): boolean {
    this.size++;
    if (this.many !== undefined) return this.many.size !== this.many.add(name).size;
    if (this.few.includes(name)) return false;
    this.few.push(name);
    if (this.few.length > 16) this.many = new Set(this.few);
    return true;
  }
}

function printable(code: number): string {
  return code < 0x20 || (code >= 0xd800 && code <= 0xdfff)
    ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    : String.fromCodePoint(code);
}
