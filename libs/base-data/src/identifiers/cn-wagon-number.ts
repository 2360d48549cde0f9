import { compactForm } from '../normalisation/plain-form.js';
import { malformed, valid, type IdentifierCheck } from './identifier-check.js';

/** Chinese freight wagon number: seven digits, in newer forms with one letter before them (TB/T 2435, TB/T 3443). */
export const cnWagonNumber: IdentifierCheck = {
  name: 'cn-wagon-number',
  zh: '铁路货车车号',
  en: 'Chinese wagon number',
  normalise: compactForm,
  check: (text) => (/^[A-Z]?\d{7}$/.test(compactForm(text)) ? valid : malformed),
  vectors: {
    valid: ['1585686', '1754444', '１５８５６８６', 'C1585686', 'c 1585686'],
    invalid: ['158568', '15856860', 'CC1585686', '158568A', ''],
  },
};
