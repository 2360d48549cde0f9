import { issue, type DocumentNode, type Issue, type IssueCode } from '#libs/message';
import type { EdiSeparators } from '../edi/edi-syntax.js';
import { isaWidths, padIsaElement } from './isa-writer.js';
import { hasRepetition } from './separators.js';

const highestPosition = 999;

/** Writes segments from their elements, without separators that have nothing behind them. */
export class SegmentWriter {
  readonly issues: Issue[] = [];
  private path = '';

  constructor(private readonly separators: EdiSeparators) {}

  /** The segment with its terminator. */
  write(segment: DocumentNode, ordinal: number): string {
    this.path = `${segment.name} ${ordinal}`;
    if (!/^[A-Z][A-Z0-9]{1,2}$/.test(segment.name)) {
      this.report('edi-tag-malformed', undefined, { value: segment.name });
    }
    const texts = this.inOrder(segment.children, (element) => this.element(element));
    const elements = segment.name === 'ISA' ? this.isa(texts) : trimmed(texts);
    return [segment.name, ...elements].join(this.separators.element) + this.separators.segment;
  }

  private isa(texts: readonly string[]): string[] {
    const { component, repetition = '' } = this.separators;
    return isaWidths.map((width, index) => {
      if (index === 15) return component;
      if (index === 10 && hasRepetition(texts[11] ?? '') && repetition !== '') return repetition;
      const text = texts[index] ?? '';
      if (text.length > width) {
        this.report('value-length', index + 1, { value: text, expected: String(width) });
      }
      return padIsaElement(text, index);
    });
  }

  private element(node: DocumentNode): string {
    if (node.kind !== 'array') return this.single(node);
    const { repetition = '' } = this.separators;
    const items = trimmed(node.children.map((item) => this.single(item)));
    return this.joined(items, repetition, 'ISA11', node);
  }

  private single(node: DocumentNode): string {
    if (node.kind === 'value') return this.clean(node);
    const parts = trimmed(this.inOrder(node.children, (component) => this.clean(component)));
    return this.joined(parts, this.separators.component, 'ISA16', node);
  }

  private joined(parts: readonly string[], separator: string, place: string, node: DocumentNode): string {
    if (separator === '' && parts.length > 1) {
      this.report('x12-separator-missing', Number(node.name), { value: '', expected: place });
    }
    return parts.join(separator === '' ? ' ' : separator);
  }

  private inOrder(nodes: readonly DocumentNode[], write: (node: DocumentNode) => string): string[] {
    const texts: string[] = [];
    for (const node of nodes) {
      const position = /^\d{1,3}$/.test(node.name) ? Number(node.name) : 0;
      if (position > 0 && position <= highestPosition) texts[position - 1] = write(node);
      else this.report('name-not-allowed', undefined, { value: node.name, expected: 'X12' });
    }
    return Array.from(texts, (text) => text ?? '');
  }

  /** There is no release character: what separates cannot be data. */
  private clean(node: DocumentNode): string {
    let text = node.text ?? '';
    const { element, segment, component, repetition = '' } = this.separators;
    for (const separator of new Set([element, segment, component, repetition])) {
      if (separator === '' || !text.includes(separator)) continue;
      this.report('edi-character-not-writable', Number(node.name), { value: separator });
      text = text.replaceAll(separator, ' ');
    }
    return text;
  }

  private report(code: IssueCode, position: number | undefined, details: Partial<Issue>): void {
    const tag = this.path.split(' ')[0]!;
    const path =
      position === undefined ? this.path : `${this.path}/${tag}${String(position).padStart(2, '0')}`;
    this.issues.push(issue(code, { path }, details));
  }
}

function trimmed(texts: readonly string[]): string[] {
  let length = texts.length;
  while (length > 0 && texts[length - 1] === '') length--;
  return texts.slice(0, length);
}
