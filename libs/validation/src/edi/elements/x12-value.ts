import type { ElementDefinition } from '../definitions/definitions.js';
import { lengthFault, lengthOf, type ValueFault } from './value-fault.js';

const integer = /^-?\d+$/;
const decimal = /^-?(?:\d+\.?\d*|\.\d+)(?:E-?\d+)?$/;
const digitsOnly = /^\d+$/;

/** Checks a value that is not empty against an X12 type and its lengths (X12.6, 3.3.1). */
export function x12ValueFault(text: string, element: ElementDefinition): ValueFault | undefined {
  switch (element.type) {
    case 'N':
      return integer.test(text) ? digitsFault(text, element) : 'edi-value-characters';
    case 'R':
      return decimal.test(text) ? digitsFault(text, element) : 'edi-value-characters';
    case 'DT':
      return lengthFault(text.length, element) ?? (isDate(text) ? undefined : 'edi-date-invalid');
    case 'TM':
      return lengthFault(text.length, element) ?? (isTime(text) ? undefined : 'edi-time-invalid');
    default:
      return textFault(text, element);
  }
}

function textFault(text: string, element: ElementDefinition): ValueFault | undefined {
  const { length } = text;
  if (length <= element.maxLength && length >= element.minLength) return undefined;
  return lengthFault(lengthOf(text), element);
}

/** Sign, decimal point and exponent sign do not count. */
function digitsFault(text: string, element: ElementDefinition): ValueFault | undefined {
  if (text.length <= element.maxLength && text.length > element.minLength + 1) return undefined;
  return lengthFault(text.replace(/[^0-9]/g, '').length, element);
}

/** `CCYYMMDD`, or `YYMMDD` where the format is that short. */
export function isDate(text: string): boolean {
  if (!digitsOnly.test(text) || (text.length !== 8 && text.length !== 6)) return false;
  const [month, day] = [Number(text.slice(-4, -2)), Number(text.slice(-2))];
  const year = text.length === 8 ? Number(text.slice(0, 4)) : 2000 + Number(text.slice(0, 2));
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `HHMM`, `HHMMSS` and up to two decimals of a second. */
export function isTime(text: string): boolean {
  if (!digitsOnly.test(text) || text.length === 5) return false;
  const [hour, minute, second] = [text.slice(0, 2), text.slice(2, 4), text.slice(4, 6)].map(Number);
  return hour! < 24 && minute! < 60 && (second ?? 0) < 60;
}
