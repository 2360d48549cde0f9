import { isCalendarDate } from '../code-lists/validity.js';
import { compactForm } from '../normalisation/plain-form.js';
import { malformed, valid, type IdentifierCheck } from './identifier-check.js';

/**
 * Waybill number of 95306 (`ydid`), 18 characters, as seen in public records: year and month, two letters and ten
 * digits; or the five digits of the origin's TMIS code, the day as yymmdd and seven digits. The demand acceptance
 * number of 14 characters, with which the first form begins, stands for a waybill that is not yet made out.
 */
export const waybillNumber: IdentifierCheck = {
  name: 'waybill-number',
  zh: '运单号',
  en: 'waybill number',
  normalise: compactForm,
  check(text) {
    const number = compactForm(text);
    if (isDemandNumber(number)) return valid;
    if (isDemandNumber(number.slice(0, 14)) && /^\d{4}$/.test(number.slice(14))) return valid;
    const dated = /^\d{5}(\d\d)(\d\d)(\d\d)\d{7}$/.exec(number);
    if (dated === null) return malformed;
    return isCalendarDate(`20${dated[1]}-${dated[2]}-${dated[3]}`) ? valid : malformed;
  },
  vectors: {
    valid: ['202602TY3158540038', '516322603154358675', '202602TY315854', '202602ty 315854 0038'],
    invalid: ['202613TY3158540038', '516322613154358675', '202602TY31585400', '51632260315435867', ''],
  },
};

/** Demand acceptance number of 95306 (`xqslh`): year and month, two letters, six digits. */
export const demandNumber: IdentifierCheck = {
  name: 'demand-number',
  zh: '需求受理号',
  en: 'demand acceptance number',
  normalise: compactForm,
  check: (text) => (isDemandNumber(compactForm(text)) ? valid : malformed),
  vectors: {
    valid: ['202602TY315854', '201409RY288408'],
    invalid: ['202600TY315854', '202602T1315854', '202602TY3158540038'],
  },
};

function isDemandNumber(number: string): boolean {
  return /^20\d\d(0[1-9]|1[0-2])[A-Z]{2}\d{6}$/.test(number);
}
