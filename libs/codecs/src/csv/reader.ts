import { issue, openNode, valueNode, type Issue, type OpenNode } from '#libs/message';
import { decodeAs } from '../charset/decode-text.js';
import type { RecordSlice } from '../batch/record-slice.js';
import { readFields, type CsvField } from './lexer.js';

export interface CsvDialect {
  readonly charset: string;
  readonly delimiter: string;
  readonly quote: string;
  readonly maxRecordBytes: number;
}

const mostIssues = 100;
/** Every record of a batch is kept with the names of its columns: many short records would make much of a long header. */
const mostColumns = 1_000;
const longestHeader = 10_000;

/** Reads records one by one; what is wrong with one of them says nothing of the others. */
export class CsvReader {
  constructor(private readonly dialect: CsvDialect) {}

  /** The names in a header line, none when there are too many. An empty one is called `column-<n>`. */
  header(record: RecordSlice): { columns: string[]; issues: Issue[] } {
    const { fields, issues } = this.fields(record);
    const limit = overLimit(fields);
    if (limit !== undefined) {
      const fault = issue('check-limit', { line: record.line, column: 1 }, { expected: limit });
      return { columns: [], issues: [...issues, fault] };
    }
    const columns: string[] = [];
    const seen = new Set<string>();
    for (const [index, field] of fields.entries()) {
      const name = field.text.trim();
      const column = name === '' || seen.has(name) ? `column-${index + 1}` : name;
      if (column !== name) {
        const place = { line: record.line + field.lineBelow, column: field.column };
        issues.push(issue('csv-header-repeated', place, { value: name }));
      }
      columns.push(column);
      seen.add(column);
    }
    return { columns, issues };
  }

  /** A node named `record` with one value per column. */
  record(
    record: RecordSlice,
    columns: readonly string[],
    parent?: OpenNode,
  ): { node: OpenNode; issues: Issue[] } {
    const { fields, issues } = this.fields(record, columns);
    const node = openNode('object', 'record', parent, {
      line: record.line,
      column: 1,
      offset: record.offset,
    });
    for (const [index, name] of columns.entries()) {
      const field = fields[index];
      if (field === undefined) break;
      const position = { line: record.line + field.lineBelow, column: field.column };
      node.children.push(valueNode(name, field.text, 'string', node, position));
    }
    if (fields.length !== columns.length) {
      const counts = { value: String(fields.length), expected: String(columns.length) };
      issues.push(issue('csv-column-count', { line: record.line, offset: record.offset }, counts));
    }
    return { node, issues };
  }

  private fields(
    record: RecordSlice,
    columns: readonly string[] = [],
  ): { fields: CsvField[]; issues: Issue[] } {
    const { charset, delimiter, quote, maxRecordBytes } = this.dialect;
    const { text, issues } = decodeAs(record.bytes, charset, record.offset, { line: record.line });
    const fields = readFields(text, delimiter, quote);
    if (record.isCut) {
      issues.push(issue('record-too-long', { line: record.line }, { expected: String(maxRecordBytes) }));
    }
    for (const [index, field] of fields.entries()) {
      if (issues.length >= mostIssues) break;
      const place = { path: columns[index], line: record.line + field.lineBelow, column: field.column };
      if (field.fault !== undefined)
        issues.push(issue(field.fault, place, { value: field.found ?? field.text }));
      if (field.text.includes('\0')) {
        issues.push(issue('character-not-allowed', place, { value: 'U+0000', expected: 'CSV' }));
      }
    }
    return { fields, issues };
  }
}

function overLimit(header: readonly CsvField[]): string | undefined {
  if (header.length > mostColumns) return `${mostColumns} (columns)`;
  const characters = header.reduce((sum, { text }) => sum + text.length, 0);
  return characters > longestHeader ? `${longestHeader} (characters of the header)` : undefined;
}
