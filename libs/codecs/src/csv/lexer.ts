export interface CsvField {
  readonly text: string;
  /** Where the field begins: lines below the record's first, and columns from 1. */
  readonly lineBelow: number;
  readonly column: number;
  readonly fault?: 'csv-quote-unclosed' | 'csv-quote-misplaced';
  /** What stands behind a misplaced quote. */
  readonly found?: string;
}

/** The fields of one record, RFC 4180 section 2, without its line end. */
export function readFields(record: string, delimiter: string, quote: string): CsvField[] {
  const text = record.replace(/\r?\n$/, '');
  const fields: CsvField[] = [];
  let at = 0;
  let lineBelow = 0;
  let lineStart = 0;
  for (;;) {
    const column = at - lineStart + 1;
    const isQuoted = quote !== '' && text[at] === quote;
    const { end, ...field } = isQuoted
      ? quotedField(text, at, delimiter, quote)
      : bareField(text, at, delimiter);
    fields.push({ ...field, lineBelow, column });
    if (isQuoted) {
      for (
        let found = text.indexOf('\n', at);
        found >= 0 && found < end;
        found = text.indexOf('\n', found + 1)
      ) {
        lineBelow++;
        lineStart = found + 1;
      }
    }
    if (end >= text.length) return fields;
    at = end + 1;
  }
}

type Read = Pick<CsvField, 'text' | 'fault' | 'found'> & { readonly end: number };

function bareField(text: string, start: number, delimiter: string): Read {
  const found = text.indexOf(delimiter, start);
  const end = found < 0 ? text.length : found;
  return { text: text.slice(start, end), end };
}

function quotedField(text: string, start: number, delimiter: string, quote: string): Read {
  let read = '';
  for (let at = start + 1; ;) {
    const close = text.indexOf(quote, at);
    if (close < 0) return { text: read + text.slice(at), end: text.length, fault: 'csv-quote-unclosed' };
    read += text.slice(at, close);
    if (text[close + 1] !== quote) return behindQuote(text, close + 1, delimiter, read);
    read += quote;
    at = close + 2;
  }
}

function behindQuote(text: string, at: number, delimiter: string, read: string): Read {
  if (at >= text.length || text[at] === delimiter) return { text: read, end: at };
  const rest = bareField(text, at, delimiter);
  return { text: read + rest.text, end: rest.end, fault: 'csv-quote-misplaced', found: text[at] };
}
