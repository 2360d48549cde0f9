import { Decimal } from 'decimal.js';

const longestDecimal = 60;

/** Decimal arithmetic without binary rounding; no number of a message can make it longer than this. */
export const Exact = Decimal.clone({ precision: 2 * longestDecimal });

/** Whether a text is a plain decimal number: sign, digits, a point; no exponent; at most 60 characters. */
export function isDecimal(text: string): boolean {
  return text.length <= longestDecimal && /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text);
}
