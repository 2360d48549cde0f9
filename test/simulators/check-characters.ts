/**
 * Check characters of made-up identifiers. Computed here and not by the hub's own libraries, so that the simulated
 * day is an independent witness for them.
 */

const creditCodeAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** The 18th character of a unified social credit code (GB 32100-2015), from its first 17. */
function creditCodeCheck(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += creditCodeAlphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return creditCodeAlphabet[(31 - (sum % 31)) % 31]!;
}

/** The check character of an organisation code (GB 11714), from its 8 digits. */
export function organisationCodeCheck(eightDigits: string): string {
  let sum = 0;
  organisationWeights.forEach((weight, index) => (sum += Number(eightDigits[index]) * weight));
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** A whole credit code of an enterprise (9, 1) from its division and the digits of its organisation code. */
export function creditCodeOf(divisionCode: string, eightDigits: string): string {
  const first17 = `91${divisionCode}${eightDigits}${organisationCodeCheck(eightDigits)}`;
  return first17 + creditCodeCheck(first17);
}

/** The check digit of a container number (ISO 6346), from owner code, category and serial number. */
export function containerCheck(first10: string): string {
  let sum = 0;
  [...first10].forEach((character, index) => (sum += containerValue(character) * 2 ** index));
  return String((sum % 11) % 10);
}

/** Letters count from 10 and leave out the multiples of 11. */
function containerValue(character: string): number {
  if (character >= '0' && character <= '9') return Number(character);
  const value = character.charCodeAt(0) - 65 + 10;
  return value + Math.floor((value - 1) / 10);
}

/** The same identifier with another last character, hence a wrong one. */
export function spoilLastCharacter(identifier: string, alphabet: string = '0123456789'): string {
  const last = alphabet.indexOf(identifier.at(-1)!);
  return identifier.slice(0, -1) + alphabet[(last + 1) % alphabet.length]!;
}
