import type { ConfigurationProblem } from '#libs/message';
import { CsvSyntaxError, readCsvRows } from '../csv-rows.js';
import { problem } from '../problem.js';

/** One data row as names and values, with its line. Empty cells are empty texts. */
export interface TableRow {
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * A CSV text under its header row. The header must have every required column and none that is not known; a row must
 * not have more cells than the header.
 */
export function readTableRows(
  text: string,
  file: string,
  columns: { readonly required: readonly string[]; readonly optional: readonly string[] },
): { rows: TableRow[]; problems: ConfigurationProblem[] } {
  const problems: ConfigurationProblem[] = [];
  const lines = rowsOf(text, file, problems);
  const header = lines.shift();
  if (header === undefined) {
    if (problems.length === 0) problems.push(problem(file, 1, '缺少表头。', 'The header row is missing.'));
    return { rows: [], problems };
  }
  problems.push(...headerProblems(header.cells, file, header.line, columns));
  if (problems.length > 0) return { rows: [], problems };
  const rows: TableRow[] = [];
  for (const { line, cells } of lines) {
    if (cells.length > header.cells.length) {
      problems.push(
        problem(
          file,
          line,
          `本行有 ${cells.length} 列，表头只有 ${header.cells.length} 列。`,
          `This row has ${cells.length} cells, the header only ${header.cells.length}.`,
        ),
      );
      continue;
    }
    const values = Object.fromEntries(header.cells.map((name, index) => [name, cells[index] ?? '']));
    rows.push({ line, values });
  }
  return { rows, problems };
}

function rowsOf(
  text: string,
  file: string,
  problems: ConfigurationProblem[],
): ReturnType<typeof readCsvRows> {
  try {
    return readCsvRows(text);
  } catch (error) {
    if (!(error instanceof CsvSyntaxError)) throw error;
    problems.push(problem(file, error.line, 'CSV 引号使用错误。', 'The quotes of this CSV row are wrong.'));
    return [];
  }
}

function headerProblems(
  header: readonly string[],
  file: string,
  line: number,
  columns: { readonly required: readonly string[]; readonly optional: readonly string[] },
): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  for (const name of columns.required) {
    if (!header.includes(name)) {
      problems.push(problem(file, line, `缺少列“${name}”。`, `The column "${name}" is missing.`));
    }
  }
  header.forEach((name, index) => {
    if (!columns.required.includes(name) && !columns.optional.includes(name)) {
      problems.push(problem(file, line, `未知的列“${name}”。`, `The column "${name}" is not known.`));
    } else if (header.indexOf(name) !== index) {
      problems.push(problem(file, line, `列“${name}”重复。`, `The column "${name}" appears twice.`));
    }
  });
  return problems;
}
