import { issue, type Issue, type Location } from '#libs/message';
import type { EdiSeparators } from '../edi/edi-syntax.js';
import { findIsaEnd, fixedLength, isFixed, isaElements } from './isa-end.js';
import { hasRepetition, isDataCharacter } from './separators.js';

/** What the head of an interchange says of itself. */
export interface IsaReading {
  /** Absent when it cannot be told where segments end: nothing behind the ISA can be read. */
  readonly separators?: EdiSeparators;
  /** ISA12, such as `00401`. */
  readonly version: string;
  /** UTF-16 units of the ISA with its terminator; without separators, of what can be told to belong to it. */
  readonly length: number;
  readonly issues: readonly Issue[];
}

/**
 * Reads the separators from the ISA at the beginning of `head`. They have fixed places in its 106 characters; from an ISA
 * of another length they are taken where the segment behind it leaves no doubt, and the fault is reported.
 * @param highest code of a character that is one byte; only the terminator may be longer
 */
export function readIsa(head: string, location: Location, highest: number): IsaReading {
  const element = head[3] ?? '';
  const end = element.charCodeAt(0) > highest ? undefined : findIsaEnd(head.slice(0, longestIsa), element);
  if (end === undefined) return unreadable(head, element, location);
  const text = head.slice(0, end.length - end.segment.length);
  const elements = text.split(element);
  const version = elements[12] ?? '';
  const taken = new SeparatorCheck(location, highest);
  taken.use(element, 'ISA(4)');
  taken.use(end.segment, 'ISA(106)');
  // '' separates nothing: the interchange can be read, but for its composites
  const component = taken.use(end.component, 'ISA16') ?? '';
  const repetition = hasRepetition(version) ? taken.use(elements[11], 'ISA11') : undefined;
  return {
    separators: { element, segment: end.segment, component, repetition },
    version,
    length: end.length,
    issues: [...formIssues(element, elements, text, location), ...taken.issues],
  };
}

/** How much of an interchange is looked at for the end of its ISA, in UTF-16 units. */
const longestIsa = 600;

function formIssues(element: string, elements: readonly string[], text: string, location: Location): Issue[] {
  const length = charactersIn(text) + 1;
  if (length === fixedLength && isFixed(text, element)) return [];
  if (elements.length - 1 !== isaElements) {
    const expected = String(isaElements);
    return [issue('x12-isa-elements', location, { value: String(elements.length - 1), expected })];
  }
  return [lengthIssue(length, location)];
}

/** Two UTF-16 units may be one character. */
function charactersIn(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? [...text].length : text.length;
}

function lengthIssue(length: number, location: Location): Issue {
  return issue('x12-isa-length', location, { value: String(length), expected: String(fixedLength) });
}

/** Without an end, the ISA is taken to be what stands on its line, so that at least the sender can be told. */
function unreadable(head: string, element: string, location: Location): IsaReading {
  const line = /^[^\r\n]*/.exec(head.slice(0, fixedLength))![0];
  const version = line.split(element)[12] ?? '';
  return { version, length: line.length, issues: [issue('x12-terminator-unknown', location)] };
}

/** Separators must differ from each other and from data. */
class SeparatorCheck {
  readonly issues: Issue[] = [];
  private readonly taken = new Map<string, string>();

  constructor(
    private readonly location: Location,
    private readonly highest: number,
  ) {}

  /** The character, when it can be the separator that `place` declares. */
  use(character: string | undefined, place: string): string | undefined {
    const value = character ?? '';
    const isTerminator = place === 'ISA(106)';
    const other = this.taken.get(value);
    if (other !== undefined) {
      this.report('edi-separators-collide', value, `${other}, ${place}`);
    } else if (
      [...value].length !== 1 ||
      isDataCharacter(value) ||
      (!isTerminator && value.charCodeAt(0) > this.highest)
    ) {
      this.report('x12-separator-missing', value, place);
    } else {
      this.taken.set(value, place);
      return value;
    }
    return undefined;
  }

  private report(
    code: 'edi-separators-collide' | 'x12-separator-missing',
    value: string,
    place: string,
  ): void {
    this.issues.push(issue(code, this.location, { value, expected: place }));
  }
}
