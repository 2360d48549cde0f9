/**
 * How many digits a decimal number needs after its point; trailing zeros do not count: "1.50" needs 1, "15e-3" needs 3
 * (XSD 1.0 part 2, 4.3.12). Of a number's text and not of a double, which may have lost digits. NaN for anything else.
 */
export function fractionDigits(text: string): number {
  const parts = /^[+-]?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/.exec(text);
  if (parts === null || !/\d/.test(text)) return NaN;
  const [, whole = '', fraction = '', exponent = '0'] = parts;
  const digits = whole + fraction;
  let last = digits.length;
  while (last > 0 && digits[last - 1] === '0') last -= 1;
  return last === 0 ? 0 : Math.max(0, last - whole.length - Number(exponent));
}
