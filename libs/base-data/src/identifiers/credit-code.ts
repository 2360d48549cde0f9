import { compactForm } from '../normalisation/plain-form.js';
import { comparedWith, malformed, type IdentifierCheck } from './identifier-check.js';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const form = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/**
 * Unified social credit code (GB 32100): registering department, category, six digits of the division, nine characters
 * of the organisation code, and a check character modulo 31. The organisation code has a check of its own, which is
 * not asked for here: see `isOrganisationCode`.
 */
export const creditCode: IdentifierCheck = {
  name: 'credit-code',
  zh: '统一社会信用代码',
  en: 'unified social credit code',
  normalise: compactForm,
  check(text) {
    const code = compactForm(text);
    if (!form.test(code)) return malformed;
    const sum = weights.reduce((total, weight, index) => total + weight * alphabet.indexOf(code[index]!), 0);
    return comparedWith(code[17]!, alphabet[(31 - (sum % 31)) % 31]!);
  },
  vectors: {
    valid: ['91350100M000100Y43', '９１３５０１００ｍ０００１００ｙ４３', '91350100 M000100Y4 3'],
    invalid: ['91350100M000100Y4Z', '91350100M000100Y44', '91350100M000100Y4', '9135010OM000100Y43', ''],
  },
};
