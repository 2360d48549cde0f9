import type { ElementDefinition } from '../definitions/definitions.js';
import { isDigit, lengthFault, lengthOf, type ValueFault } from './value-fault.js';

const decimal = /^-?(?:\d+\.?\d*|\.\d+)(?:E-?\d+)?$/;
const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Checks a value that is not empty against an X12 type and its lengths (X12.6, 3.3.1). */
export function x12ValueFault(text: string, element: ElementDefinition): ValueFault | undefined {
  switch (element.type) {
    case 'N':
      return isInteger(text) ? digitsFault(text, element) : 'edi-value-characters';
    case 'R':
      return isInteger(text) || decimal.test(text) ? digitsFault(text, element) : 'edi-value-characters';
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

function isInteger(text: string): boolean {
  return text.charCodeAt(0) === 0x2d ? areDigits(text, 1) : areDigits(text, 0);
}

/** At least one digit from `from` on, and nothing else. */
function areDigits(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return text.length > from;
}

/** Sign, decimal point and exponent sign do not count. */
function digitsFault(text: string, element: ElementDefinition): ValueFault | undefined {
  let digits = 0;
  for (let at = 0; at < text.length; at++) if (isDigit(text.charCodeAt(at))) digits++;
  return lengthFault(digits, element);
}

/** `CCYYMMDD`, or `YYMMDD` where the format is that short. */
export function isDate(text: string): boolean {
  if (!areDigits(text, 0) || (text.length !== 8 && text.length !== 6)) return false;
  const year = Number(text.slice(0, -4));
  const month = Number(text.slice(-4, -2));
  const day = Number(text.slice(-2));
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && !isLeap ? 28 : (daysOfMonth[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** `HHMM`, `HHMMSS` and up to two decimals of a second. */
export function isTime(text: string): boolean {
  if (!areDigits(text, 0) || text.length === 5) return false;
  return twoDigits(text, 0) < 24 && twoDigits(text, 2) < 60 && twoDigits(text, 4) < 60;
}

/** 0 when there are none. */
function twoDigits(text: string, from: number): number {
  return Number(text.slice(from, from + 2));
}
