import { issue, locationOf, type Document, type DocumentNode, type Issue } from '#libs/message';
import { encodeText } from '../charset/encode-text.js';
import type { Encoded } from '../codec.js';
import { csvDialect, type CsvOptions } from './csv-options.js';

/** Writes a `record`, or every `record` of a root that holds several; values are quoted only where they must be. */
export class CsvWriter {
  private readonly issues: Issue[] = [];
  private readonly dialect: ReturnType<typeof csvDialect>;

  constructor(
    private readonly document: Document,
    private readonly charset: string,
    private readonly options: CsvOptions,
  ) {
    this.dialect = csvDialect(options);
  }

  write(): Encoded {
    const { root } = this.document;
    const isOne = root.kind === 'object' && root.name !== 'records';
    const records = isOne
      ? [root]
      : root.children.flatMap((child) => (child.kind === 'array' ? child.children : child));
    const columns = this.options.columns ?? columnsOf(records);
    const lines = records.map((record) => this.record(record, columns));
    if (this.dialect.headerLines > 0)
      lines.unshift(columns.map((name) => this.quoted(name)).join(this.dialect.delimiter));
    const lineEnd = this.options.lineEnd ?? '\r\n';
    const text = lines.map((line) => line + lineEnd).join('');
    const bom = this.options.bom === true && this.charset === 'utf-8' ? '\ufeff' : '';
    const { bytes, lost } = encodeText(bom + text, this.charset);
    for (const character of lost) {
      const details = { value: character, expected: this.charset };
      this.issues.push(issue('character-not-encodable', this.placeOf(character, records), details));
    }
    return { bytes, issues: this.issues };
  }

  private record(record: DocumentNode, columns: readonly string[]): string {
    for (const child of record.children) {
      if (columns.includes(child.name) && child.kind === 'value') continue;
      const place = locationOf(child, this.document.format);
      this.issues.push(
        issue('element-unexpected', place, { value: child.name, expected: columns.join(', ') }),
      );
    }
    const values = columns.map((name) => record.children.find((child) => child.name === name));
    const line = values.map((value) => this.quoted(this.textOf(value))).join(this.dialect.delimiter);
    // a line of nothing would be no record
    return line === '' ? this.dialect.quote.repeat(2) : line;
  }

  private textOf(value: DocumentNode | undefined): string {
    if (value === undefined || value.type === 'null') return '';
    const text = value.text ?? '';
    const looksLikeFormula = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.,]+$/.test(text);
    return this.options.guardFormulas === true && looksLikeFormula ? `'${text}` : text;
  }

  private quoted(text: string): string {
    const { delimiter, quote } = this.dialect;
    const needed =
      text.includes(delimiter) || /[\r\n]/.test(text) || (quote !== '' && text.startsWith(quote));
    if (!needed && !(quote !== '' && text.includes(quote))) return text;
    return quote === '' ? this.unquotable(text) : quote + text.replaceAll(quote, quote + quote) + quote;
  }

  /** Without quotes, a delimiter or line end cannot be written. */
  private unquotable(text: string): string {
    this.issues.push(issue('character-not-allowed', {}, { value: this.dialect.delimiter, expected: 'CSV' }));
    return text.replaceAll(this.dialect.delimiter, ' ').replace(/[\r\n]+/g, ' ');
  }

  private placeOf(character: string, records: readonly DocumentNode[]): object {
    const holder = records
      .flatMap((record) => record.children)
      .find((value) => value.text?.includes(character));
    return holder === undefined ? {} : locationOf(holder, this.document.format);
  }
}

/** The names of all columns, in the order in which they are met. */
function columnsOf(records: readonly DocumentNode[]): string[] {
  return [...new Set(records.flatMap((record) => record.children.map((child) => child.name)))];
}
