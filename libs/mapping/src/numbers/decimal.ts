import { Decimal as DecimalJs } from 'decimal.js';

/** Decimal arithmetic that is exact for sums and products of business numbers; only a division may have to be cut. */
export const Decimal = DecimalJs.clone({ precision: 120, toExpNeg: -1_000, toExpPos: 1_000 });
export type Decimal = InstanceType<typeof DecimalJs>;

const plain = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const written = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?$/;
const mostDigits = 40;
const quotientDigits = 34;

/** The number that a text writes, with up to 40 digits and a two-digit exponent; undefined for anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > mostDigits + 6 || !written.test(text)) return undefined;
  const number = new Decimal(text);
  return number.precision() > mostDigits ? undefined : number;
}

/** The text of a number as JSON writes it, with the digits kept: `1.10` stays, `+.5` becomes `0.5`. */
export function decimalText(text: string): string | undefined {
  if (text.length <= mostDigits && plain.test(text)) return text;
  const number = parseDecimal(text);
  return number === undefined ? undefined : plainText(number);
}

export function plainText(number: Decimal): string {
  return number.isZero() ? '0' : number.toFixed();
}

/** A quotient that does not end is cut to 34 significant digits, as IEEE 754 decimal128 has. */
export function quotient(dividend: Decimal, divisor: Decimal): Decimal {
  return dividend.div(divisor).toSignificantDigits(quotientDigits, DecimalJs.ROUND_HALF_EVEN);
}
