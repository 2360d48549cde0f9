import { issue, type DocumentNode, type Issue } from '#libs/message';
import type { EdiSource } from '../edi/edi-source.js';
import { segmentPath, type SegmentNode } from '../edi/segment-node.js';
import { escaped } from './interchange-head.js';
import { asciiOf, levelOf } from './syntax-levels.js';

const mostReported = 100;

/**
 * Characters in the segments of one interchange that its level does not have: control characters always, line ends inside
 * of segments, bytes above 7F in levels A and B, and what these leave out of ASCII. One issue for each value.
 */
export function checkCharacters(source: EdiSource, segments: readonly SegmentNode[]): Issue[] {
  const issues: Issue[] = [];
  const known = patternsOf(source);
  if (!hasForeign(source.text, known)) return issues;
  for (const segment of segments) {
    const { start, end } = segment.place;
    let last: string | undefined;
    for (const found of source.text.slice(start, end).matchAll(known.foreign)) {
      if (issues.length === mostReported) {
        return [...issues, issue('more-issues', {}, { expected: String(mostReported) })];
      }
      const fault = characterIssue(segment, start + found.index, found[0].length);
      // one for each value is enough
      if (fault.location.path !== last) issues.push(fault);
      last = fault.location.path;
    }
  }
  return issues;
}

interface Patterns {
  readonly foreign: RegExp;
  /** Whether there is anything foreign at all besides line ends. */
  readonly anywhere: RegExp;
  /** A line end that does not follow a terminator or another line end. */
  readonly lineEndInside: RegExp;
}

const patterns = new Map<string, Patterns>();

function patternsOf({ syntax }: EdiSource): Patterns {
  const { level, charset } = syntax;
  const { segment, element, component, repetition = '', release = '' } = syntax.separators;
  const separators = segment + element + component + repetition + release;
  const key = `${level} ${charset} ${separators}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const allowed = asciiOf(level) + Array.from(separators, escaped).join('') + aboveAscii(level, charset);
  const made: Patterns = {
    foreign: new RegExp(`[^${allowed}]+`, 'g'),
    anywhere: new RegExp(`[^\\r\\n${allowed}]`),
    lineEndInside: new RegExp(`[^\\r\\n${escaped(segment)}][ \\t]*[\\r\\n]`),
  };
  if (patterns.size > 1000) patterns.clear();
  patterns.set(key, made);
  return made;
}

function hasForeign(text: string, { anywhere, lineEndInside }: Patterns): boolean {
  if (anywhere.test(text)) return true;
  return (text.includes('\n') || text.includes('\r')) && lineEndInside.test(text);
}

/** Levels A and B have no bytes above 7F unless an agreement names another charset; ISO 8859 has no controls there. */
function aboveAscii(level: string | undefined, charset: string): string {
  const isAsciiLevel = levelOf(level)?.charset === 'us-ascii';
  if (isAsciiLevel && (charset === 'us-ascii' || charset === 'iso-8859-1')) return '';
  if (charset === 'iso-2022') return '\\x1b\\x80-\\xff';
  return charset.startsWith('iso-8859') && level !== undefined ? '\\xa0-\\xff' : '\\x80-\\xff';
}

function characterIssue(segment: SegmentNode, at: number, length: number): Issue {
  const { source } = segment;
  const offset = source.offset + at;
  const path = [segmentPath(segment), ...stepsTo(segment, offset)].join('/');
  const value = printable(source.value(at, at + length, false));
  return issue(
    'edi-character-not-in-repertoire',
    { path, offset },
    { value, expected: source.syntax.level ?? 'EDIFACT' },
  );
}

/** The names of the element and component in which an offset lies. */
function stepsTo(node: DocumentNode, offset: number): string[] {
  const child = node.children.findLast(({ position }) => position!.offset! <= offset);
  if (child === undefined) return [];
  return node.kind === 'array' ? stepsTo(child, offset) : [child.name, ...stepsTo(child, offset)];
}

function printable(text: string): string {
  return text.replace(
    /\p{Cc}/gu,
    (control) => `<U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}
