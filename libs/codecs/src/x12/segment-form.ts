import { issue, type Issue } from '#libs/message';
import type { EnvelopePlace } from '../edi/envelope-place.js';
import type { EdiSeparators } from '../edi/edi-syntax.js';
import { isTag, type SegmentNode } from '../edi/segment-node.js';
import { locateSegment } from './segment-location.js';

const none: readonly Issue[] = [];

/**
 * What is wrong with the form of single segments of one interchange, asked for in their order: tags that are none,
 * separators with nothing behind them, control characters inside of data. What the whole interchange does not have is
 * looked for once only.
 */
export class SegmentForm {
  private readonly separators: readonly string[];
  private readonly control: Occurrences;
  private readonly idle: readonly Occurrences[];

  /** @param text of the interchange, one character per byte */
  constructor(
    private readonly text: string,
    separators: EdiSeparators,
  ) {
    const patterns = patternsOf(separators);
    this.separators = patterns.separators;
    this.control = new Occurrences(patterns.control, text);
    this.idle = patterns.idle.map((pair) => new Occurrences(pair, text));
  }

  issues(segment: SegmentNode, check: { readonly placeOfLast: EnvelopePlace }): readonly Issue[] {
    const { start, end } = segment.place;
    const trailing = this.trailing(start, end);
    const control = this.control.next(start);
    if (trailing >= end && control >= end && isTag(segment.name)) return none;
    const issues: Issue[] = [];
    const report = (code: Issue['code'], at: number, details: Partial<Issue>): void => {
      const location = { ...locateSegment(segment), offset: segment.source.offset + at };
      issues.push(issue(code, location, { ...details, args: { ...check.placeOfLast } }));
    };
    if (!isTag(segment.name)) report('edi-tag-malformed', start, { value: segment.name });
    if (trailing < end) report('edi-separator-trailing', trailing, { value: this.text[trailing]! });
    if (control < end) {
      const code = this.text.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0');
      report('character-not-allowed', control, { value: `U+${code}`, expected: 'X12' });
    }
    return issues;
  }

  private trailing(start: number, end: number): number {
    let first = this.separators.includes(this.text[end - 1]!) ? end - 1 : Infinity;
    for (const pair of this.idle) first = Math.min(first, pair.next(start));
    return first;
  }
}

/** The last segment of a file, when it does not end as segments do. */
export function unterminated(segment: SegmentNode, check: { readonly placeOfLast: EnvelopePlace }): Issue {
  const found = { value: segment.name, args: { ...check.placeOfLast } };
  return issue('edi-terminator-missing', locateSegment(segment), found);
}

/** Where a pattern occurs, for questions that only go forward. */
class Occurrences {
  private at = -1;

  constructor(
    private readonly pattern: RegExp,
    private readonly text: string,
  ) {}

  /** The first place from `from` on; Infinity when there is none. */
  next(from: number): number {
    if (this.at < from) {
      this.pattern.lastIndex = from;
      this.at = this.pattern.exec(this.text)?.index ?? Infinity;
    }
    return this.at;
  }
}

interface Patterns {
  readonly separators: readonly string[];
  readonly control: RegExp;
  /** Pairs of separators of which the first has nothing behind it. */
  readonly idle: readonly RegExp[];
}

/** Partners keep their separators: the patterns of the last few are remembered. */
const knownPatterns = new Map<string, Patterns>();

function patternsOf({ element, component, repetition = '', segment }: EdiSeparators): Patterns {
  const key = [element, component, repetition, segment].join('\0');
  const known = knownPatterns.get(key);
  if (known !== undefined) return known;
  const separators = [element, component, repetition].filter((separator) => separator !== '');
  const pairs = [component + element, repetition + element, component + repetition];
  const patterns = {
    separators,
    control: controlPattern([...separators, segment]),
    idle: pairs
      .filter((pair) => pair.length === 2)
      .map((pair) => new RegExp([...pair].map(escaped).join(''), 'g')),
  };
  if (knownPatterns.size > 100) knownPatterns.clear();
  knownPatterns.set(key, patterns);
  return patterns;
}

function controlPattern(except: readonly string[]): RegExp {
  const codes = [...Array.from({ length: 32 }, (_, code) => code), 0x7f];
  const characters = codes.map((code) => String.fromCharCode(code));
  return new RegExp(
    `[${characters
      .filter((one) => !except.includes(one))
      .map(escaped)
      .join('')}]`,
    'g',
  );
}

function escaped(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
