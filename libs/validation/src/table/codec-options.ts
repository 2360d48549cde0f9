import type { TableColumn, TableFile, TableRecord } from './table-file.js';

/** Options of the CSV or the fixed-width codec, as plain data. */
export type TableCodecOptions = Readonly<Record<string, unknown>>;

/**
 * What the codec must know of the columns. CSV columns are named by the file's own header line; where there is none
 * (`headerLines: 0`), by the table.
 */
export function codecOptions(table: TableFile): TableCodecOptions {
  const charset = table.charset === undefined ? {} : { charset: table.charset };
  if (table.format === 'fixed-width') {
    const records = table.records ?? [{ name: 'record', columns: table.columns ?? [] }];
    return { ...charset, ...given({ unit: table.unit }), records: records.map(layout) };
  }
  const { delimiter, quote, headerLines } = table;
  const columns = headerLines === 0 ? (table.columns ?? []).map(({ name }) => name) : undefined;
  return { ...charset, ...given({ delimiter, quote, headerLines, columns }) };
}

function layout({ name, role, when, count, length, columns }: TableRecord): object {
  return { name, ...given({ role, when, count, length }), columns: columns.map(columnLayout) };
}

function columnLayout({ name, start, length, align, pad }: TableColumn): object {
  return { name, start, length, ...given({ align, pad }) };
}

function given(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
