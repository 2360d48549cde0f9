import type { ConfigurationProblem } from '#libs/message';
import { problem } from '../problem.js';
import type { CodeEntry } from './code-entry.js';
import { standardColumns, type ListDefinition } from './list-definition.js';
import { readTableRows, type TableRow } from './read-table-rows.js';
import { isCalendarDate, overlaps, type Validity } from './validity.js';

export interface LocatedEntry {
  readonly line: number;
  readonly entry: CodeEntry;
}

/** The entries of a list's CSV; rows with a mistake are left out and reported. */
export function readEntries(
  text: string,
  file: string,
  definition: ListDefinition,
): { entries: LocatedEntry[]; problems: ConfigurationProblem[] } {
  const attributes = Object.keys(definition.columns);
  const { rows, problems } = readTableRows(text, file, { required: standardColumns, optional: attributes });
  const entries: LocatedEntry[] = [];
  const byCode = new Map<string, LocatedEntry[]>();
  for (const row of rows) {
    const found = [...cellProblems(row, file, definition), ...validityProblems(row, file)];
    const entry = entryOf(row, attributes);
    const twin = byCode.get(entry.code)?.find((other) => overlaps(other.entry, entry));
    if (twin !== undefined) found.push(duplicate(file, row.line, entry.code, twin.line));
    problems.push(...found);
    if (found.length > 0) continue;
    const located = { line: row.line, entry };
    entries.push(located);
    byCode.set(entry.code, [...(byCode.get(entry.code) ?? []), located]);
  }
  return { entries, problems };
}

export function duplicate(file: string, line: number, code: string, firstLine: number): ConfigurationProblem {
  return problem(
    file,
    line,
    `代码“${code}”与第 ${firstLine} 行重复，且有效期重叠。`,
    `The code "${code}" is already on line ${firstLine}, and the two are valid at the same time.`,
  );
}

function entryOf(row: TableRow, attributes: readonly string[]): CodeEntry {
  const present = attributes.filter((name) => (row.values[name] ?? '') !== '');
  return {
    code: row.values['code'] ?? '',
    zh: row.values['zh'] ?? '',
    en: row.values['en'] ?? '',
    ...validityOf(row),
    attributes: Object.fromEntries(present.map((name) => [name, row.values[name]!])),
  };
}

function cellProblems(row: TableRow, file: string, definition: ListDefinition): ConfigurationProblem[] {
  const found: ConfigurationProblem[] = [];
  for (const name of ['code', 'zh', 'en']) {
    if (row.values[name] === '')
      found.push(problem(file, row.line, `“${name}”为空。`, `"${name}" is empty.`));
  }
  for (const [name, column] of Object.entries(definition.columns)) {
    const value = row.values[name] ?? '';
    if (value === '') {
      if (column.required) found.push(problem(file, row.line, `“${name}”为空。`, `"${name}" is empty.`));
    } else if (column.pattern !== undefined && !column.pattern.test(value)) {
      const zh = `“${name}”的值“${value}”格式不符。`;
      found.push(problem(file, row.line, zh, `"${value}" does not have the form of "${name}".`));
    }
  }
  return found;
}

export function validityOf(row: TableRow): Validity {
  const [from, to] = [row.values['valid_from'] ?? '', row.values['valid_to'] ?? ''];
  return { ...(from === '' ? {} : { validFrom: from }), ...(to === '' ? {} : { validTo: to }) };
}

export function validityProblems(row: TableRow, file: string): ConfigurationProblem[] {
  const { validFrom, validTo } = validityOf(row);
  const wrong = [validFrom, validTo].filter((date) => date !== undefined && !isCalendarDate(date));
  if (wrong.length > 0) {
    return wrong.map((date) =>
      problem(file, row.line, `“${date}”不是 yyyy-mm-dd 日期。`, `"${date}" is not a date yyyy-mm-dd.`),
    );
  }
  if (validFrom === undefined || validTo === undefined || validFrom <= validTo) return [];
  return [problem(file, row.line, '有效期的止早于起。', 'The validity ends before it begins.')];
}
