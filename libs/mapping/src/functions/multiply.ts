import { Decimal, plainText } from '../numbers/decimal.js';
import type { CombiningFunction } from './mapping-function.js';

export const multiply: CombiningFunction = {
  kind: 'combining',
  name: 'multiply',
  summary: {
    zh: '相乘。',
    en: 'The product.',
  },
  parameters: {},
  inputs: 'decimal',
  result: 'number',
  missing: 'decisive',
  run: (inputs) => plainText(inputs.reduce((product, input) => product.times(input), new Decimal(1))),
  examples: [{ inputs: ['1.1', '1.1'], output: '1.21' }],
};
