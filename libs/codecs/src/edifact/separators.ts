import type { EdiSeparators } from '../edi/edi-syntax.js';

/** The six characters behind UNA: component, element, decimal mark, release, repetition, terminator. */
export const defaultServiceString = ":+.?*'";

/** ISO 9735 version 1 to 3, level B: the information separators IS1, IS3 and IS4, without a release character. */
export const levelBSeparators: EdiSeparators = { component: '\x1f', element: '\x1d', segment: '\x1c' };

export interface ServiceCharacters {
  readonly separators: EdiSeparators;
  readonly decimalMarks: string;
  /** Characters that cannot be what they are declared as. */
  readonly wrong: readonly string[];
}

/**
 * What a service string means in a syntax version. Repetition is active from version 4 on only; a blank release character
 * means none before version 4 and is wrong in it. Version 4 takes both decimal marks, as does an interchange without UNA.
 * @param declared the characters behind UNA, exactly six
 */
export function serviceCharacters(declared: string, version: string, hasUna: boolean): ServiceCharacters {
  const [component, element, decimal, release, repetition, segment] = [...declared];
  const isVersion4 = version === '4';
  const used = new Set<string>();
  const wrong: string[] = [];
  const take = (character: string | undefined, fallback?: string): string | undefined => {
    if (character !== undefined && isUsable(character) && !used.has(character)) {
      used.add(character);
      return character;
    }
    wrong.push(character ?? '');
    if (fallback === undefined || used.has(fallback)) return undefined;
    used.add(fallback);
    return fallback;
  };
  const separators: EdiSeparators = {
    element: take(element, '+') ?? '+',
    segment: take(segment, "'") ?? "'",
    component: take(component, ':') ?? ':',
    release: release === ' ' && !isVersion4 ? undefined : take(release),
    repetition: repetition === ' ' || !isVersion4 ? undefined : take(repetition),
  };
  const isMark = decimal === '.' || decimal === ',';
  if (!isMark && hasUna) wrong.push(decimal ?? '');
  const decimalMarks = hasUna && !isVersion4 && isMark ? decimal : '.,';
  return { separators, decimalMarks, wrong };
}

/** Letters, digits and spaces are data; bytes above 7F may be parts of longer characters. */
function isUsable(character: string): boolean {
  return !/[A-Za-z0-9 \0\x80-\uffff]/.test(character);
}
