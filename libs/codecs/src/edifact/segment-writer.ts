import { issue, type DocumentNode, type Issue } from '#libs/message';
import { encodeText } from '../charset/encode-text.js';
import type { EdiSyntax } from '../edi/edi-syntax.js';
import type { EdifactOptions } from './edifact-options.js';
import { escaped } from './interchange-head.js';
import { encodeIso2022 } from './iso-2022.js';
import { asciiOf } from './syntax-levels.js';

const mostPositions = 999;

/** Writes segments from the values of their nodes, one character per byte. */
export class SegmentWriter {
  private readonly service: RegExp;
  private readonly foreign: RegExp;
  private path = '';

  constructor(
    private readonly syntax: EdiSyntax,
    private readonly options: Pick<EdifactOptions, 'level' | 'version' | 'lineBreak'>,
    private readonly report: (fault: Issue) => void,
  ) {
    const { segment, element, component, repetition = '', release = '' } = syntax.separators;
    const signs = [segment, element, component, repetition, release].filter((one) => one !== '').map(escaped);
    this.service = new RegExp(`[${signs.join('')}]`, 'g');
    this.foreign = new RegExp(`[^${asciiOf(syntax.level)}${signs.join('')}\\x80-\\uffff]`, 'u');
  }

  segment(node: DocumentNode): string {
    const { separators } = this.syntax;
    this.path = node.name;
    if (!/^[A-Z][A-Z0-9]{2}$/.test(node.name)) this.nameFault(node.name);
    const elements = this.positions(node).map((child) => this.element(child));
    if (node.name === 'UNB') elements[0] = this.identifier(elements[0] ?? '');
    const written = withoutEmptyEnd([this.text(node.name), ...elements]).join(separators.element);
    return written + separators.segment + (this.options.lineBreak ?? '');
  }

  /** Children by their position, gaps filled. */
  private positions(node: DocumentNode): (DocumentNode | undefined)[] {
    const placed: (DocumentNode | undefined)[] = [];
    for (const child of node.children) {
      const position = /^\d{1,3}$/.test(child.name) ? Number(child.name) : 0;
      if (position === 0 || position > mostPositions || placed[position - 1] !== undefined)
        this.nameFault(child.name);
      else placed[position - 1] = child;
    }
    return Array.from(placed);
  }

  private element(node: DocumentNode | undefined): string {
    if (node === undefined) return '';
    if (node.kind !== 'array') return this.occurrence(node);
    const { repetition } = this.syntax.separators;
    const occurrences = node.children.map((child) => this.occurrence(child));
    if (repetition !== undefined) return occurrences.join(repetition);
    if (occurrences.length > 1) {
      const { version } = this.syntax;
      this.report(
        issue('edi-repetition-not-writable', { path: `${this.path}/${node.name}` }, { expected: version }),
      );
    }
    return occurrences[0] ?? '';
  }

  private occurrence(node: DocumentNode): string {
    if (node.kind === 'value') return this.value(node);
    const components = this.positions(node).map((child) =>
      child === undefined ? '' : this.component(child),
    );
    return withoutEmptyEnd(components).join(this.syntax.separators.component);
  }

  private component(node: DocumentNode): string {
    if (node.kind !== 'value') this.report(issue('input-too-deep', { path: this.path }, { expected: '3' }));
    return this.value(node);
  }

  private value(node: DocumentNode): string {
    const text = node.type === 'null' ? '' : (node.text ?? '');
    const foreign = this.foreign.exec(text)?.[0];
    if (foreign !== undefined) {
      const expected = this.syntax.level ?? 'EDIFACT';
      const code = foreign.codePointAt(0)!;
      const value =
        code < 0x20 || code === 0x7f ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : foreign;
      this.report(issue('edi-character-not-in-repertoire', { path: this.path }, { value, expected }));
    }
    return this.text(text);
  }

  /** A text with its separators released, in the charset of the interchange. */
  private text(text: string): string {
    const { release } = this.syntax.separators;
    const released = (part: string): string =>
      part.replace(this.service, (sign) => {
        if (release !== undefined) return release + sign;
        this.report(issue('edi-character-not-writable', { path: this.path }, { value: sign }));
        return ' ';
      });
    return text
      .split(/([^\0-\x7f]+)/)
      .map((part, index) => (index % 2 === 0 ? released(part) : this.encoded(part, released)))
      .join('');
  }

  /** Characters above 7F; no charset of an interchange writes them with bytes that would have to be released. */
  private encoded(text: string, released: (part: string) => string): string {
    const { charset } = this.syntax;
    if (charset === 'iso-2022') return encodeIso2022(text) ?? released(this.lost(text));
    const { bytes, lost } = encodeText(text, charset);
    if (lost.length === 0) return Buffer.from(bytes).toString('latin1');
    const isLost = new Set(lost);
    const write = (one: string): string => Buffer.from(encodeText(one, charset).bytes).toString('latin1');
    return Array.from(text, (one) => (isLost.has(one) ? released(this.lost(one)) : write(one))).join('');
  }

  private lost(text: string): string {
    const { charset } = this.syntax;
    this.report(issue('character-not-encodable', { path: this.path }, { value: text, expected: charset }));
    return '?';
  }

  /** S001 of UNB says what is really written. */
  private identifier(written: string): string {
    const { level, version } = this.options;
    if (level === undefined && version === undefined) return written;
    const [oldLevel = '', oldVersion = '', ...rest] = written.split(this.syntax.separators.component);
    const { component } = this.syntax.separators;
    return [level ?? oldLevel, version ?? oldVersion, ...rest].join(component);
  }

  private nameFault(value: string): void {
    this.report(issue('name-not-allowed', { path: this.path }, { value, expected: 'EDIFACT' }));
  }
}

function withoutEmptyEnd(texts: readonly string[]): readonly string[] {
  let last = texts.length;
  while (last > 1 && texts[last - 1] === '') last--;
  return texts.slice(0, last);
}
