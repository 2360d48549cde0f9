import { describe, expect, it } from '@jest/globals';
import { fractionDigits } from './index.js';

describe('the fraction digits of a number', () => {
  it.each([
    ['0', 0],
    ['12', 0],
    ['1.5', 1],
    ['1.50', 1],
    ['-0.125', 3],
    ['15e-3', 3],
    ['1.5E+1', 0],
    ['0.00', 0],
    ['.5', 1],
    ['100e-1', 0],
    ['1e-7', 7],
    ['1.00000000000000000000001', 23],
  ])('%s has %d', (text, digits) => {
    expect(fractionDigits(text)).toBe(digits);
  });

  it.each(['', '.', 'x', '1e', '0x10', 'Infinity', '1 '])('"%s" is not a decimal number', (text) => {
    expect(fractionDigits(text)).toBeNaN();
  });
});
