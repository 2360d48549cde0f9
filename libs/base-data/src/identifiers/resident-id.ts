import { isCalendarDate } from '../code-lists/validity.js';
import { compactForm } from '../normalisation/plain-form.js';
import { comparedWith, malformed, type IdentifierCheck } from './identifier-check.js';

const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91 92'.split(
    ' ',
  ),
);
const checkCharacters = '10X98765432';

/**
 * Resident identity number (GB 11643): six digits of the division, the day of birth, three digits, check character
 * modulo 11. Of the division only the province is checked, because numbers keep divisions that no longer exist.
 */
export const residentId: IdentifierCheck = {
  name: 'resident-id',
  zh: '公民身份号码',
  en: 'resident identity number',
  normalise: compactForm,
  check(text) {
    const number = compactForm(text);
    const parts = /^(\d\d)\d{4}((?:18|19|20)\d\d)(\d\d)(\d\d)\d{3}[\dX]$/.exec(number);
    if (parts === null || !provinces.has(parts[1]!)) return malformed;
    if (!isCalendarDate(`${parts[2]}-${parts[3]}-${parts[4]}`)) return malformed;
    let sum = 0;
    for (let place = 0; place < 17; place++) sum += Number(number[place]) * (2 ** (17 - place) % 11);
    return comparedWith(number[17]!, checkCharacters[sum % 11]!);
  },
  vectors: {
    valid: ['11010519491231002X', '110105 19491231 002x', '１１０１０５１９４９１２３１００２Ｘ'],
    invalid: ['110105194912310021', '11010519490231002X', '00010519491231002X', '110105491231002'],
  },
};
