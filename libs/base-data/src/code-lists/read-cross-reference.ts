import type { ConfigurationProblem } from '#libs/message';
import { problem } from '../problem.js';
import type { CrossReferenceRow } from './code-entry.js';
import { duplicate, validityOf, validityProblems } from './read-entries.js';
import { readTableRows, type TableRow } from './read-table-rows.js';
import { overlaps } from './validity.js';

const columns = { required: ['local_code', 'standard_code'], optional: ['valid_from', 'valid_to', 'note'] };

/** The rows of `cross-references/<list>/<system>.csv`; a standard code must be in the list. */
export function readCrossReference(
  text: string,
  file: string,
  isStandardCode: (code: string) => boolean,
): { rows: CrossReferenceRow[]; problems: ConfigurationProblem[] } {
  const table = readTableRows(text, file, columns);
  const rows: CrossReferenceRow[] = [];
  const problems = table.problems;
  const byLocal = new Map<string, { line: number; row: CrossReferenceRow }[]>();
  for (const source of table.rows) {
    const row = referenceOf(source);
    const found = [
      ...codeProblems(row, file, source.line, isStandardCode),
      ...validityProblems(source, file),
    ];
    const twins = byLocal.get(row.localCode) ?? [];
    const twin = twins.find((other) => overlaps(other.row, row));
    if (twin !== undefined) found.push(duplicate(file, source.line, row.localCode, twin.line));
    problems.push(...found);
    if (found.length > 0) continue;
    rows.push(row);
    byLocal.set(row.localCode, [...twins, { line: source.line, row }]);
  }
  return { rows, problems };
}

function referenceOf(source: TableRow): CrossReferenceRow {
  const note = source.values['note'] ?? '';
  return {
    localCode: source.values['local_code'] ?? '',
    standardCode: source.values['standard_code'] ?? '',
    ...validityOf(source),
    ...(note === '' ? {} : { note }),
  };
}

function codeProblems(
  row: CrossReferenceRow,
  file: string,
  line: number,
  isStandardCode: (code: string) => boolean,
): ConfigurationProblem[] {
  const found: ConfigurationProblem[] = [];
  if (row.localCode === '') found.push(problem(file, line, '“local_code”为空。', '"local_code" is empty.'));
  if (!isStandardCode(row.standardCode)) {
    const code = row.standardCode;
    found.push(problem(file, line, `代码表中没有“${code}”。`, `The list does not have the code "${code}".`));
  }
  return found;
}
