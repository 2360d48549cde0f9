import { compactForm } from '../normalisation/plain-form.js';
import { comparedWith, malformed, type IdentifierCheck } from './identifier-check.js';

/** Air waybill number: airline prefix, seven digits and their remainder modulo 7; written `157-53806270`. */
export const awb: IdentifierCheck = {
  name: 'awb',
  zh: '航空运单号',
  en: 'air waybill number',
  normalise(text) {
    const number = compactForm(text);
    return /^\d{11}$/.test(number) ? `${number.slice(0, 3)}-${number.slice(3)}` : number;
  },
  check(text) {
    const number = compactForm(text);
    if (!/^\d{11}$/.test(number)) return malformed;
    return comparedWith(number[10]!, String(Number(number.slice(3, 10)) % 7));
  },
  vectors: {
    valid: ['157-53806270', '15741266466', '157 5380 6270'],
    invalid: ['157-53806271', '157-5380627', 'ABC-53806270'],
  },
};
