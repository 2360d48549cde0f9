import { compactForm } from '../normalisation/plain-form.js';
import { comparedWith, malformed, type IdentifierCheck } from './identifier-check.js';

/** A to Z from 10 upwards, without the multiples of 11. */
const letterValues = [
  10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 34, 35, 36, 37, 38,
];

/**
 * Container number (ISO 6346, GB/T 1836): owner, category U, J or Z, six digits, check digit modulo 11. A remainder of
 * 10 is written 0, so an error that turns the one into the other stays unseen.
 */
export const containerNumber: IdentifierCheck = {
  name: 'container-number',
  zh: '集装箱号',
  en: 'container number',
  normalise: compactForm,
  check(text) {
    const number = compactForm(text);
    if (!/^[A-Z]{3}[UJZ]\d{7}$/.test(number)) return malformed;
    let sum = 0;
    for (let place = 0; place < 10; place++) sum += valueAt(number, place) * 2 ** place;
    return comparedWith(number[10]!, String((sum % 11) % 10));
  },
  vectors: {
    valid: ['CSQU3054383', 'csqu 305438-3', 'ＣＳＱＵ３０５４３８３'],
    invalid: ['CSQU3054384', 'CSQU305438', 'CSQA3054383', 'CSQ3054383'],
  },
};

function valueAt(number: string, place: number): number {
  const code = number.charCodeAt(place);
  return code >= 65 ? letterValues[code - 65]! : code - 48;
}
