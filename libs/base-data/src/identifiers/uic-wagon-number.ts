import { compactForm } from '../normalisation/plain-form.js';
import { comparedWith, malformed, type IdentifierCheck } from './identifier-check.js';

/** UIC wagon number: 12 digits, the last by Luhn over the eleven before it. China is 33 in digits 3 and 4. */
export const uicWagonNumber: IdentifierCheck = {
  name: 'uic-wagon-number',
  zh: 'UIC 车号',
  en: 'UIC wagon number',
  normalise: compactForm,
  check(text) {
    const number = compactForm(text);
    if (!/^\d{12}$/.test(number)) return malformed;
    let sum = 0;
    for (let place = 0; place < 11; place++) {
      const doubled = Number(number[place]) * (place % 2 === 0 ? 2 : 1);
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return comparedWith(number[11]!, String((10 - (sum % 10)) % 10));
  },
  vectors: {
    valid: ['218124712173', '21-81-2471217-3', '51 80 0843 001-0'],
    invalid: ['218124712174', '21812471217', '5180 0843 001', '21812471217A'],
  },
};
