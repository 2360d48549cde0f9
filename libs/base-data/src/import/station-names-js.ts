import type { ConfigurationProblem } from '#libs/message';
import { problem } from '../problem.js';
import type { StationRecord } from './station-record.js';

/**
 * Reads `station_name.js` of 12306, whole or only its text: records begin with `@`, fields are separated by `|`:
 * short form, name, telegraph code, pinyin, initials, number; the newer form goes on with city code, city and empty ones.
 */
export function readStationNamesJs(
  text: string,
  file: string,
): { records: StationRecord[]; problems: ConfigurationProblem[] } {
  const records: StationRecord[] = [];
  const problems: ConfigurationProblem[] = [];
  let line = 1;
  let lineStart = 0;
  for (const match of text.matchAll(/\n|@([^@\n]*)/g)) {
    if (match[0] === '\n') {
      line += 1;
      lineStart = match.index + 1;
      continue;
    }
    const column = match.index - lineStart + 1;
    const fields = match[1]!.replace(/['"];?\s*$/, '').split('|');
    if (fields.length < 6) {
      const zh = `记录有 ${fields.length} 个字段，至少应有 6 个。`;
      problems.push(problem(file, line, zh, `The record has ${fields.length} fields, fewer than 6.`, column));
      continue;
    }
    const [, name = '', telegraph = '', pinyin = ''] = fields;
    records.push({ line, column, name, telegraph, tmis: '', province: '', pinyin });
  }
  if (records.length === 0 && problems.length === 0) {
    problems.push(problem(file, 1, '没有以 @ 开头的记录。', 'There is no record that begins with @.'));
  }
  return { records, problems };
}
