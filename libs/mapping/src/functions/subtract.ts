import { Decimal, plainText } from '../numbers/decimal.js';
import type { CombiningFunction } from './mapping-function.js';

export const subtract: CombiningFunction = {
  kind: 'combining',
  name: 'subtract',
  summary: {
    zh: '第一个值减去其余各值。',
    en: 'The first value less all others.',
  },
  parameters: {},
  inputs: 'decimal',
  result: 'number',
  missing: 'decisive',
  run: ([first = '0', ...others]) =>
    plainText(others.reduce((rest, input) => rest.minus(input), new Decimal(first))),
  examples: [
    { inputs: ['1', '0.9'], output: '0.1' },
    { inputs: ['10', '3', '4'], output: '3' },
  ],
};
