import { defaultMaxRecordBytes } from '../batch/record-slice.js';

export interface CsvOptions {
  /** One character; default a comma. */
  readonly delimiter?: string;
  /** One character; default `"`, '' for none. */
  readonly quote?: string;
  /** Reading: what was agreed on, checked against the bytes. Writing: default is the document's own. */
  readonly charset?: string;
  /** Names of the columns, when the bytes do not have them. */
  readonly columns?: readonly string[];
  /** Lines before the first record; without `columns`, the last of them names the columns. Default 1, with `columns` 0. */
  readonly headerLines?: number;
  /** Where the bytes begin in their file: line from 1, offset in bytes from 0. */
  readonly line?: number;
  readonly offset?: number;
  /** The charset was established from the whole file: a single record is not weighed again. */
  readonly isCharsetCertain?: boolean;
  /** Longest record, in bytes; default 1 MiB. */
  readonly maxRecordBytes?: number;
  /** Writing: default CR LF, as RFC 4180 has it. */
  readonly lineEnd?: '\r\n' | '\n';
  /** Writing: begin UTF-8 with a byte order mark, as spreadsheets like it. */
  readonly bom?: boolean;
  /** Writing: put `'` before text that a spreadsheet would take for a formula. */
  readonly guardFormulas?: boolean;
}

export const csvOptionsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  properties: {
    delimiter: { type: 'string', minLength: 1, maxLength: 1 },
    quote: { type: 'string', maxLength: 1 },
    charset: { type: 'string' },
    columns: { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, uniqueItems: true },
    headerLines: { type: 'integer', minimum: 0, maximum: 100 },
    line: { type: 'integer', minimum: 1 },
    offset: { type: 'integer', minimum: 0 },
    isCharsetCertain: { type: 'boolean' },
    maxRecordBytes: { type: 'integer', minimum: 100, maximum: 16_777_216 },
    lineEnd: { enum: ['\r\n', '\n'] },
    bom: { type: 'boolean' },
    guardFormulas: { type: 'boolean' },
  },
} as const;

/** The options with every default filled in. @throws Error when delimiter or quote are not single characters */
export function csvDialect(options: CsvOptions): {
  delimiter: string;
  quote: string;
  headerLines: number;
  maxRecordBytes: number;
} {
  const delimiter = options.delimiter ?? ',';
  const quote = options.quote ?? '"';
  if (delimiter.length !== 1 || quote.length > 1 || delimiter === quote || /[\r\n]/.test(delimiter + quote)) {
    throw new Error(`"${delimiter}" and "${quote}" cannot be the delimiter and the quote of CSV`);
  }
  const headerLines = options.headerLines ?? (options.columns === undefined ? 1 : 0);
  return { delimiter, quote, headerLines, maxRecordBytes: options.maxRecordBytes ?? defaultMaxRecordBytes };
}
