import type { ConfigurationProblem } from '#libs/message';
import { problem } from '../problem.js';
import type { StationRecord } from './station-record.js';

/** Reads the public station list: a JSON array of `{ name, telecode, tmis, region, ... }`. */
export function readStationListJson(
  text: string,
  file: string,
): { records: StationRecord[]; problems: ConfigurationProblem[] } {
  const rows = parsedArray(text);
  if (rows === undefined) {
    return { records: [], problems: [problem(file, 1, '应为 JSON 数组。', 'A JSON array is expected.')] };
  }
  const lines = elementLines(text);
  const records: StationRecord[] = [];
  const problems: ConfigurationProblem[] = [];
  rows.forEach((row, index) => {
    const line = lines[index] ?? 1;
    if (typeof row !== 'object' || row === null) {
      problems.push(problem(file, line, '应为 JSON 对象。', 'A JSON object is expected.'));
      return;
    }
    const text = (member: string): string => {
      const value = (row as Record<string, unknown>)[member];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    };
    records.push({
      line,
      name: text('name'),
      telegraph: text('telecode'),
      tmis: text('tmis'),
      province: text('region'),
      pinyin: '',
    });
  });
  return { records, problems };
}

function parsedArray(text: string): unknown[] | undefined {
  try {
    const content: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return Array.isArray(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},]|\n|[^\s"[\]{},]+/g;

/** The line on which each element of the outer array begins; the text is known to be JSON. */
function elementLines(text: string): number[] {
  const lines: number[] = [];
  let [depth, line, awaited] = [0, 1, false];
  for (const [found] of text.matchAll(token)) {
    if (found === '\n') {
      line += 1;
      continue;
    }
    if (awaited && found !== ']') {
      lines.push(line);
      awaited = false;
    }
    if (found === '[' || found === '{') awaited = ++depth === 1;
    else if (found === ']' || found === '}') depth -= 1;
    else if (found === ',' && depth === 1) awaited = true;
  }
  return lines;
}
