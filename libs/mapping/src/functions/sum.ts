import { Decimal, plainText } from '../numbers/decimal.js';
import type { CombiningFunction } from './mapping-function.js';

export const sum: CombiningFunction = {
  kind: 'combining',
  name: 'sum',
  summary: {
    zh: '求和；没有任何值时无结果。',
    en: 'The sum; nothing when there is no value at all.',
  },
  parameters: {},
  inputs: 'decimal',
  result: 'number',
  missing: 'skipped',
  run: (inputs) => plainText(inputs.reduce((total, input) => total.plus(input), new Decimal(0))),
  examples: [{ inputs: ['0.1', '0.2'], output: '0.3' }],
};
