import { issue, openNode, valueNode, type Issue, type OpenNode } from '#libs/message';
import type { RecordSlice } from '../batch/record-slice.js';
import { familyOf, unitBytes } from '../charset/charset.js';
import { decodeAs } from '../charset/decode-text.js';
import {
  lineLength,
  maxRecordBytesOf,
  type ColumnLayout,
  type FixedWidthOptions,
  type RecordLayout,
} from './fixed-width-options.js';
import { measureLine, type MeasuredLine } from './measured-line.js';

/** Reads lines by their layout; what is wrong with one of them says nothing of the others. */
export class FixedWidthReader {
  private readonly unit: 'bytes' | 'characters';

  constructor(
    private readonly options: FixedWidthOptions,
    private readonly charset: string,
  ) {
    this.unit = options.unit ?? 'bytes';
  }

  layoutOf(record: RecordSlice): RecordLayout | undefined {
    return this.recognise(this.measure(record));
  }

  /**
   * A node named `record` with one value per column; where there are several kinds of lines, `@record` names the kind.
   * Undefined when the line is of no kind.
   */
  record(record: RecordSlice, parent?: OpenNode): { node?: OpenNode; issues: Issue[] } {
    const { line } = record;
    const issues = decodeAs(this.body(record), this.charset, record.offset, { line }).issues;
    if (record.isCut) {
      issues.push(issue('record-too-long', { line }, { expected: String(maxRecordBytesOf(this.options)) }));
    }
    const measured = this.measure(record);
    const layout = this.recognise(measured);
    if (layout === undefined) {
      const expected = this.options.records
        .map(({ name, when }) => `${when?.value ?? '*'} (${name})`)
        .join(', ');
      const value = measured.slice(0, 20).text;
      return { issues: [...issues, issue('record-type-unknown', { line }, { value, expected })] };
    }
    const node = openNode('object', 'record', parent, { line, column: 1, offset: record.offset });
    if (this.options.records.length > 1)
      node.children.push(valueNode('@record', layout.name, 'string', node));
    if (measured.length !== lineLength(layout)) {
      const details = { value: String(measured.length), expected: `${lineLength(layout)} (${layout.name})` };
      issues.push(issue('record-length', { line, offset: record.offset }, details));
    }
    for (const column of layout.columns) this.column(column, measured, node, issues);
    return { node, issues };
  }

  private column(column: ColumnLayout, measured: MeasuredLine, node: OpenNode, issues: Issue[]): void {
    const start = column.start - 1;
    if (start >= measured.length) return;
    const { text, isCut } = measured.slice(start, start + column.length);
    const position = { line: node.position!.line, column: column.start };
    const place = { path: column.name, ...position };
    if (isCut) issues.push(issue('column-cuts-character', place, { value: text }));
    if (text.includes('\0')) {
      issues.push(issue('character-not-allowed', place, { value: 'U+0000', expected: 'fixed-width' }));
    }
    node.children.push(valueNode(column.name, unpad(text, column), 'string', node, position));
  }

  private recognise(measured: MeasuredLine): RecordLayout | undefined {
    return this.options.records.find(({ when }) => {
      if (when === undefined) return true;
      const { text } = measured.slice(when.start - 1, when.start - 1 + when.length);
      return text.trimEnd() === when.value.trimEnd();
    });
  }

  private measure(record: RecordSlice): MeasuredLine {
    return measureLine(this.body(record), this.charset, this.unit);
  }

  /** The line without its end. */
  private body(record: RecordSlice): Uint8Array {
    const unit = unitBytes(familyOf(this.charset));
    let { bytes } = record;
    for (const code of [0x0a, 0x0d]) {
      const last = bytes.subarray(bytes.length - unit);
      const isLineEnd = last.includes(code) && last.every((byte) => byte === code || byte === 0);
      if (bytes.length >= unit && isLineEnd) bytes = bytes.subarray(0, bytes.length - unit);
      else if (code === 0x0a) break;
    }
    return bytes;
  }
}

/** Zeros in front of a number go, but nought stays. */
function unpad(text: string, column: ColumnLayout): string {
  const pad = column.pad ?? ' ';
  let start = 0;
  let end = text.length;
  if (column.align === 'right') while (start < end && text[start] === pad) start++;
  else while (end > start && text[end - 1] === pad) end--;
  return start === end && pad === '0' && text !== '' ? '0' : text.slice(start, end);
}
