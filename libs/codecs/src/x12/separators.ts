import type { EdiSeparators } from '../edi/edi-syntax.js';

/** What most interchanges use. X12 has no release character: data cannot have these. */
export const usualSeparators: Required<Omit<EdiSeparators, 'release'>> = {
  element: '*',
  segment: '~',
  component: ':',
  repetition: '^',
};

const firstVersionWithRepetition = 402;

/** Whether ISA11 is a repetition separator in this version (ISA12): from 00402 on; before, it names a standard (`U`). */
export function hasRepetition(version: string): boolean {
  return /^\d{5}$/.test(version) && Number(version) >= firstVersionWithRepetition;
}

/** Characters that data consist of: they cannot separate anything. */
export function isDataCharacter(character: string): boolean {
  return /^(?:[A-Za-z0-9 ]|(?![\0-\x7f])[\p{L}\p{N}])$/u.test(character);
}
