import { issue, locationOf, type Document, type DocumentNode, type Issue } from '#libs/message';
import { encodeText } from '../charset/encode-text.js';
import type { Encoded } from '../codec.js';
import {
  lineLength,
  type ColumnLayout,
  type FixedWidthOptions,
  type RecordLayout,
} from './fixed-width-options.js';

/** Writes a `record`, or every `record` of a root that holds several, by the layout that `@record` names. */
export class FixedWidthWriter {
  private readonly issues: Issue[] = [];

  constructor(
    private readonly document: Document,
    private readonly charset: string,
    private readonly options: FixedWidthOptions,
  ) {}

  write(): Encoded {
    const { root } = this.document;
    const isOne = root.kind === 'object' && root.name !== 'records';
    const records = isOne
      ? [root]
      : root.children.flatMap((child) => (child.kind === 'array' ? child.children : child));
    const lineEnd = this.options.lineEnd ?? '\r\n';
    const text = records.map((record) => this.line(record) + lineEnd).join('');
    return { bytes: encodeText(text, this.charset).bytes, issues: this.issues };
  }

  private line(record: DocumentNode): string {
    const layout = this.layoutOf(record);
    if (layout === undefined) return '';
    for (const child of record.children) {
      if (child.name === '@record' || layout.columns.some((column) => column.name === child.name)) continue;
      const expected = layout.columns.map((column) => column.name).join(', ');
      this.issues.push(issue('element-unexpected', this.placeOf(child), { value: child.name, expected }));
    }
    const pieces = layout.columns.map((column) => ({
      start: column.start,
      text: this.column(column, record),
    }));
    const { when } = layout;
    if (when !== undefined && !layout.columns.some((column) => covers(column, when.start))) {
      pieces.push({ start: when.start, text: when.value });
    }
    return this.join(pieces, lineLength(layout));
  }

  private layoutOf(record: DocumentNode): RecordLayout | undefined {
    const kind = record.children.find((child) => child.name === '@record')?.text;
    const { records } = this.options;
    const found =
      kind === undefined ? (records.find(isDetail) ?? records[0]) : records.find(({ name }) => name === kind);
    if (found === undefined) {
      const expected = records.map(({ name }) => name).join(', ');
      this.issues.push(issue('record-type-unknown', this.placeOf(record), { value: kind, expected }));
    }
    return found;
  }

  private join(pieces: { start: number; text: string }[], length: number): string {
    let line = '';
    let width = 0;
    for (const { start, text } of pieces.sort((one, other) => one.start - other.start)) {
      line += ' '.repeat(Math.max(0, start - 1 - width)) + text;
      width = Math.max(width, start - 1) + this.widthOf(text);
    }
    return line + ' '.repeat(Math.max(0, length - width));
  }

  private column(column: ColumnLayout, record: DocumentNode): string {
    const value = record.children.find((child) => child.name === column.name);
    const text = value === undefined || value.type === 'null' ? '' : (value.text ?? '');
    const fitting = value === undefined ? '' : this.fit(text, column, value);
    const pad = column.pad ?? ' ';
    const missing = column.length - this.widthOf(fitting);
    const padding = pad.repeat(Math.floor(missing / this.widthOf(pad)));
    // a wide pad may leave a rest
    const rest = ' '.repeat(missing - this.widthOf(padding));
    return column.align === 'right' ? rest + padding + fitting : fitting + padding + rest;
  }

  /** What does not fit is cut between characters, and reported. */
  private fit(text: string, column: ColumnLayout, value: DocumentNode): string {
    const { lost } = encodeText(text, this.charset);
    for (const character of lost) {
      const details = { value: character, expected: this.charset };
      this.issues.push(issue('character-not-encodable', this.placeOf(value), details));
    }
    const hasLineEnd = /[\r\n]/.test(text);
    if (hasLineEnd) {
      const details = { value: 'U+000A', expected: 'fixed-width' };
      this.issues.push(issue('character-not-allowed', this.placeOf(value), details));
    }
    const characters = [...(hasLineEnd ? text.replace(/[\r\n]/g, ' ') : text)];
    if (this.widthOf(text) <= column.length) return characters.join('');
    const details = { value: text, expected: String(column.length) };
    this.issues.push(issue('column-too-wide', this.placeOf(value), details));
    while (this.widthOf(characters.join('')) > column.length) characters.pop();
    return characters.join('');
  }

  private widthOf(text: string): number {
    if (this.options.unit === 'characters') return [...text].length;
    const { bytes } = encodeText(text, this.charset);
    return this.charset.startsWith('utf-16') ? bytes.length - 2 : bytes.length;
  }

  private placeOf(node: DocumentNode): object {
    return locationOf(node, this.document.format);
  }
}

function covers(column: ColumnLayout, place: number): boolean {
  return column.start <= place && place < column.start + column.length;
}

function isDetail(layout: RecordLayout): boolean {
  return (layout.role ?? 'detail') === 'detail';
}
