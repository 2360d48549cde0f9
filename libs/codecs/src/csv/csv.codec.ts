import { openNode, type Issue } from '#libs/message';
import { isBlank } from '../batch/record-slice.js';
import { recordsOf } from '../batch/records-of.js';
import { RecordScanner } from '../batch/record-scanner.js';
import { batchCharset } from '../batch/batch-charset.js';
import { requireCharset } from '../charset/encode-text.js';
import type { Codec, Decoded } from '../codec.js';
import { emptyInput } from '../empty-input.js';
import { isDelimited } from './delimiter-consistency.js';
import { csvExamples } from './csv-examples.js';
import { csvDialect, csvOptionsSchema, type CsvOptions } from './csv-options.js';
import { CsvReader } from './reader.js';
import { splitCsv } from './splitter.js';
import { CsvWriter } from './writer.js';

/**
 * CSV by RFC 4180 with other delimiters and quotes. One record is one document, its root called `record`; bytes with a
 * header or several records become a root called `records`.
 */
export const csvCodec: Codec<CsvOptions> = {
  name: 'csv',
  summary: {
    zh: 'CSV（RFC 4180），分隔符与引号可配置，按记录流式拆分。',
    en: 'CSV (RFC 4180) with any delimiter and quote, split into records as a stream.',
  },
  optionsSchema: csvOptionsSchema,
  recognises: (head) => isDelimited(head),
  decode(bytes, options = {}) {
    return emptyInput(bytes) ?? decodeCsv(bytes, options);
  },
  encode(document, options = {}) {
    return new CsvWriter(document, requireCharset(options.charset ?? document.charset), options).write();
  },
  split: (chunks, options = {}) => splitCsv(chunks, options),
  examples: csvExamples,
};

function decodeCsv(bytes: Uint8Array, options: CsvOptions): Decoded {
  const dialect = csvDialect(options);
  const { charset, bomBytes, issues: charsetIssues } = batchCharset(bytes, options);
  const issues: Issue[] = [...charsetIssues];
  const reader = new CsvReader({ ...dialect, charset });
  const scanner = new RecordScanner({ ...dialect, charset });
  const begin = { at: bomBytes, offset: options.offset ?? 0, line: options.line ?? 1 };
  const records = [...recordsOf(bytes, scanner, begin)].filter((record) => !isBlank(record));
  const header = records.splice(0, dialect.headerLines).at(-1);
  let columns = options.columns ?? [];
  if (options.columns === undefined && header !== undefined) {
    const read = reader.header(header);
    columns = read.columns;
    issues.push(...read.issues);
  }
  if (records.length === 1 && dialect.headerLines === 0) {
    const { node, issues: faults } = reader.record(records[0]!, columns);
    return { document: { format: 'csv', charset, root: node }, issues: [...issues, ...faults] };
  }
  const root = openNode('object', 'records', undefined, { line: begin.line, column: 1 });
  for (const record of records) {
    const { node, issues: faults } = reader.record(record, columns, root);
    root.children.push(node);
    for (const fault of faults) issues.push(fault);
  }
  return { document: { format: 'csv', charset, root }, issues };
}
