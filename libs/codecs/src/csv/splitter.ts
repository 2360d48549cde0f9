import { issue } from '#libs/message';
import type { Part } from '../codec.js';
import { isBlank, type RecordSlice } from '../batch/record-slice.js';
import { RecordStream } from '../batch/record-stream.js';
import { csvDialect, type CsvOptions } from './csv-options.js';
import { CsvReader } from './reader.js';

/**
 * The records of a CSV file while it arrives. A part with sequence 0 and no bytes tells of the file as a whole: a wrong
 * declaration of its charset, faults of its header.
 */
export async function* splitCsv(
  chunks: AsyncIterable<Uint8Array>,
  options: CsvOptions,
): AsyncGenerator<Part> {
  const dialect = csvDialect(options);
  const stream = new RecordStream(chunks, options.charset, dialect);
  let headerLeft = dialect.headerLines;
  let columns = options.columns;
  let sequence = 0;
  let known = 0;
  for await (const record of stream.records()) {
    if (stream.issues.length > known) yield aboutFile(stream.issues.slice(known));
    known = stream.issues.length;
    if (isBlank(record)) continue;
    if (headerLeft > 0) {
      if (--headerLeft > 0 || columns !== undefined) continue;
      const header = new CsvReader({ ...dialect, charset: stream.charset }).header(record);
      columns = header.columns;
      if (header.issues.length > 0) yield aboutFile(header.issues);
      continue;
    }
    yield { sequence: ++sequence, ...partOf(record, columns ?? [], stream.charset, dialect.maxRecordBytes) };
  }
}

function partOf(
  record: RecordSlice,
  columns: readonly string[],
  charset: string,
  maxRecordBytes: number,
): Omit<Part, 'sequence'> {
  const { line, offset } = record;
  const context = { columns, headerLines: 0, charset, isCharsetCertain: true, line, offset };
  const issues = record.isCut
    ? [issue('record-too-long', { line }, { expected: String(maxRecordBytes) })]
    : [];
  return { bytes: record.bytes, context, issues };
}

function aboutFile(issues: Part['issues']): Part {
  return { sequence: 0, bytes: new Uint8Array(), context: {}, issues };
}
