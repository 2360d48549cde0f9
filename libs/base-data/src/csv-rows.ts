/** One row with the line on which it begins, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export class CsvSyntaxError extends Error {
  constructor(
    readonly line: number,
    readonly reason: 'quote-not-closed' | 'text-after-quote',
  ) {
    super(`line ${line}: ${reason}`);
    this.name = 'CsvSyntaxError';
  }
}

const field = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n][^,\r\n]*|))(,|\r\n|\n|\r|$)/y;

/**
 * The rows of our own CSV files (RFC 4180): comma, double quotes, any line ends, empty lines skipped, cells trimmed.
 * A byte order mark is ignored.
 * @throws CsvSyntaxError
 */
export function readCsvRows(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  let cells: string[] = [];
  let rowLine = 1;
  while (at < text.length || cells.length > 0) {
    field.lastIndex = at;
    const match = field.exec(text);
    if (match === null) throw new CsvSyntaxError(line, quoteFault(text, at));
    const [whole, quoted, bare, end] = match;
    cells.push((quoted?.replaceAll('""', '"') ?? bare ?? '').trim());
    at += whole.length;
    line += lineEndsIn(whole);
    if (end === ',') continue;
    if (cells.some((cell) => cell !== '')) rows.push({ line: rowLine, cells });
    cells = [];
    rowLine = line;
  }
  return rows;
}

function quoteFault(text: string, at: number): CsvSyntaxError['reason'] {
  const closed = /"[^"]*(?:""[^"]*)*"/y;
  closed.lastIndex = at;
  return closed.test(text) ? 'text-after-quote' : 'quote-not-closed';
}

function lineEndsIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** One line of CSV, quoted only where it must be; without a line end. */
export function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}
