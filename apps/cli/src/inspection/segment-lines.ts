import { describeIssue, type Issue, type Language } from '#libs/message';
import type { EdiNames, OutlinedSegment } from '#libs/validation';
import { shown } from '../terminal.js';
import { faultsOfLeaves } from './fault-places.js';
import { inspectionWords } from './inspection-words.js';
import { leavesOf, type Leaf } from './leaf.js';
import { cellsOf, padded, wrapped } from './layout.js';
import type { Meanings } from './meaning.js';
import type { Paint } from './style.js';

/** How an inspection is printed. */
export interface Page {
  readonly language: Language;
  readonly paint: Paint;
  /** Of a terminal; lines are not broken without it. */
  readonly columns?: number;
  readonly names: EdiNames;
  readonly meanings: Meanings;
}

const positionCells = 6;
const codeCells = 12;
const nameCells = 24;
const leastValueCells = 24;

/** A segment: its position, tag and name, below them one line for each value, and faults under what they are about. */
export function segmentLines(outlined: OutlinedSegment, faults: readonly Issue[], page: Page): string[] {
  const { segment, position, groups, parts } = outlined;
  const { paint, language, names } = page;
  const indent = indentOf(groups.length);
  const number = position === undefined ? '' : String(position);
  const name = names.of(segment.name)?.[language] ?? '';
  const heading = `${number.padStart(positionCells)} ${indent}${paint('tag', shown(segment.name))}  ${paint('name', name)}`;
  const leaves = leavesOf(segment, parts);
  const placed = faultsOfLeaves(leaves, faults);
  const lines = [...groupLines(outlined, page), heading.trimEnd()];
  for (const leaf of leaves) {
    lines.push(...leafLines(leaf, groups.length, page));
    for (const fault of placed.of.get(leaf) ?? []) lines.push(...faultLines(fault, groups.length + 2, page));
  }
  for (const fault of placed.others) lines.push(...faultLines(fault, groups.length + 1, page, true));
  return lines;
}

/** A fault in its place; elsewhere (`withPlace`) it says what it is about. */
export function faultLines(fault: Issue, depth: number, page: Page, withPlace = false): string[] {
  const { language, paint, columns } = page;
  const { path } = fault.location;
  const location = withPlace && path !== undefined ? { path } : {};
  const word = inspectionWords[fault.severity][language];
  const lead = `${' '.repeat(positionCells + 1)}${indentOf(depth)}`;
  const text = `! ${word} ${fault.code}: ${describeIssue({ ...fault, location }, language)}`;
  const room = columns === undefined ? Infinity : Math.max(leastValueCells, columns - lead.length - 2);
  const role = fault.severity === 'error' ? 'error' : 'warning';
  return wrapped(text, room).map((line, at) => `${lead}${at === 0 ? '' : '  '}${paint(role, line)}`);
}

function groupLines({ groups, begun }: OutlinedSegment, { paint }: Page): string[] {
  return groups.slice(groups.length - begun).map((group, at) => {
    const depth = groups.length - begun + at;
    return `${' '.repeat(positionCells + 1)}${indentOf(depth)}${paint('quiet', `┌ ${group}`)}`;
  });
}

function leafLines(leaf: Leaf, depth: number, { paint, columns, meanings }: Page): string[] {
  const lead = `${' '.repeat(positionCells + 1)}${indentOf(depth + 1)}`;
  const before = `${lead}${padded(leaf.code, codeCells)} ${padded(meanings.nameOf(leaf), nameCells)} `;
  const used = cellsOf(before);
  const room = columns === undefined ? Infinity : Math.max(leastValueCells, columns - used);
  const [first = '', ...more] = wrapped(leaf.text, room);
  const meaning = meanings.of(leaf);
  const code = `${lead}${paint('quiet', padded(leaf.code, codeCells))} ${before.slice(lead.length + padded(leaf.code, codeCells).length + 1)}`;
  const last = more.at(-1) ?? first;
  const fits = cellsOf(last) + 2 + cellsOf(meaning) <= room;
  const lines = [`${code}${first}`, ...more.map((line) => `${' '.repeat(used)}${line}`)];
  if (meaning === '') return lines;
  const said = paint('meaning', meaning);
  if (fits) return [...lines.slice(0, -1), `${lines.at(-1)}  ${said}`];
  return [...lines, `${' '.repeat(used)}${said}`];
}

function indentOf(depth: number): string {
  return '  '.repeat(depth);
}
