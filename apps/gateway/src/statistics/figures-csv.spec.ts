import { describe, expect, it } from '@jest/globals';
import { cell } from './figures-csv.js';

describe('a cell of a CSV', () => {
  it.each([
    ['=cmd|/c calc', "'=cmd|/c calc"],
    ['+1', "'+1"],
    ['@sum', "'@sum"],
    ['-1+1', "'-1+1"],
    ['\tx', "'\tx"],
    ['\n=1', `"'\n=1"`],
    ['＝1＋1', "'＝1＋1"],
    ['a,"b"', '"a,""b"""'],
    [-5, '-5'],
    [undefined, ''],
  ])('of %j is %j: no text is a formula', (value, expected) => {
    expect(cell(value)).toBe(expected);
  });
});
