import { issue, type Issue } from '#libs/message';
import type { EdiSeparators } from '../edi/edi-syntax.js';
import { levelNames, levelOf } from './syntax-levels.js';
import { defaultServiceString, levelBSeparators, serviceCharacters } from './separators.js';

/** How far an interchange is looked into for its separators, in bytes behind the white space in front of it. */
export const headBytes = 4096;

/** What the beginning of an interchange says of how to read the rest. */
export interface InterchangeHead {
  /** Index of the first segment's tag. */
  readonly start: number;
  readonly level?: string;
  readonly version: string;
  readonly separators: EdiSeparators;
  readonly decimalMarks: string;
  readonly issues: readonly Issue[];
}

const space = '[\\r\\n\\t \\0\\x1a]*';
const header = '(?:UN[BGH]|UI[BH])(?=[^A-Za-z0-9])';
const regular = new RegExp(`UNA([^]{6})${space}${header}`, 'y');
const irregular = new RegExp(`UNA([^]{0,12}?)${space}${header}`, 'y');
const firstSegment = /(UN[BGH]|UI[BH])([^A-Za-z0-9])(?:([A-Z]{4})(?:([^A-Za-z0-9])([A-Za-z0-9]+)?)?)?/y;
const knownVersions = /^[1-4X]$/;

/**
 * Reads UNA and the first components of UNB at the beginning of `head`. What the interchange really uses wins over what it
 * declares, and the difference is reported.
 * @param from where UNA or the first segment begins in `head`
 * @param offset of `head` in the file, for the locations
 */
export function readHead(head: string, from: number, offset: number): InterchangeHead {
  const issues: Issue[] = [];
  const una = readUna(head, from);
  if (una !== undefined && una.text.length !== 6) {
    const place = { path: 'UNA', offset: offset + from };
    issues.push(issue('edifact-service-string', place, { value: una.text, expected: '6' }));
  }
  // UNA with nothing behind it is read as a segment, so that its bytes are kept
  const start = una === undefined || una.end >= head.length ? from : una.end;
  firstSegment.lastIndex = start;
  const [, tag, element, level, component, given] = firstSegment.exec(head) ?? [];
  const isInterchange = tag === 'UNB' || tag === 'UIB';
  const version = given === 'X' ? '4' : knownVersions.test(given ?? '') ? given! : '3';
  if (isInterchange) issues.push(...syntaxIssues(level, given, offset + start));
  if (una === undefined && element === levelBSeparators.element && version !== '4') {
    return { start, level, version, separators: levelBSeparators, decimalMarks: '.,', issues };
  }
  const declared = una === undefined ? defaultServiceString : padded(una.text);
  const { separators, decimalMarks, wrong } = serviceCharacters(declared, version, una !== undefined);
  for (const value of wrong) {
    issues.push(issue('edi-separators-collide', { path: 'UNA', offset: offset + from }, { value }));
  }
  const used =
    tag === undefined
      ? separators
      : separatorsInUse(head.slice(start), separators, element, isInterchange ? component : undefined);
  if (used !== separators) {
    const details = { value: shown(used), expected: shown(separators) };
    issues.push(issue('edi-separators-undeclared', { path: tag, offset: offset + start }, details));
  }
  return { start, level, version, separators: used, decimalMarks, issues };
}

function readUna(head: string, from: number): { text: string; end: number } | undefined {
  if (!head.startsWith('UNA', from)) return undefined;
  regular.lastIndex = from;
  irregular.lastIndex = from;
  const found = regular.exec(head) ?? irregular.exec(head);
  if (found === null) {
    const text = head.slice(from + 3, from + 9);
    return { text, end: from + 3 + text.length + (/^\s*/.exec(head.slice(from + 9))?.[0].length ?? 0) };
  }
  return { text: found[1]!, end: from + found[0].length - 3 };
}

/** A service string of another length: the first three are certain, and the last one is the terminator. */
function padded(text: string): string {
  if (text.length === 6) return text;
  if (text.length < 4) return defaultServiceString;
  const inner = text.slice(3, -1).slice(0, 2);
  return text.slice(0, 3) + (inner === '' ? '? ' : inner.padEnd(2)) + text.at(-1)!;
}

function syntaxIssues(level: string | undefined, version: string | undefined, offset: number): Issue[] {
  const issues: Issue[] = [];
  if (levelOf(level) === undefined) {
    const details = { value: level ?? '', expected: levelNames.join(' ') };
    issues.push(issue('edifact-syntax-unknown', { path: 'UNB/S001/0001', offset }, details));
  }
  if (!knownVersions.test(version ?? '')) {
    const details = { value: version ?? '', expected: '1 2 3 4' };
    issues.push(issue('edifact-syntax-unknown', { path: 'UNB/S001/0002', offset }, details));
  }
  return issues;
}

/** The same object when the first segments agree with it. */
function separatorsInUse(
  text: string,
  declared: EdiSeparators,
  element = declared.element,
  component = declared.component,
): EdiSeparators {
  const segment = terminatorInUse(text, element, declared);
  const isComponent = component !== element && component !== segment;
  const used = { ...declared, element, segment, component: isComponent ? component : declared.component };
  const isAsDeclared =
    used.element === declared.element &&
    used.segment === declared.segment &&
    used.component === declared.component;
  if (isAsDeclared) return declared;
  const structural = [used.element, used.segment, used.component];
  const free = (character?: string): string | undefined =>
    character === undefined || structural.includes(character) ? undefined : character;
  return { ...used, release: free(declared.release), repetition: free(declared.repetition) };
}

const nextHeader = /[\r\n\t \0\x1a]*UN[GH]/y;

/** What stands in front of the first UNG or UNH, if the declared terminator does not occur until there. */
function terminatorInUse(text: string, element: string, { segment }: EdiSeparators): string {
  nextHeader.lastIndex = text.indexOf(segment) + 1;
  if (nextHeader.lastIndex > 0 && nextHeader.test(text)) return segment;
  const next = new RegExp(`([^A-Za-z0-9 ])${space}UN[GH]${escaped(element)}`).exec(text);
  if (next === null || next[1] === element) return segment;
  const behind = text.slice(0, next.index + next[0].length);
  return behind.includes(segment) ? segment : next[1]!;
}

export function escaped(character: string): string {
  return /[A-Za-z0-9]/.test(character)
    ? character
    : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function shown({ component, element, segment }: EdiSeparators): string {
  return [component, element, segment]
    .map((one) => (one > ' ' ? one : `<${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}>`))
    .join('');
}
