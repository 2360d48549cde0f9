import { Decimal } from '../numbers/decimal.js';
import type { CombiningFunction } from './mapping-function.js';

export const min: CombiningFunction = {
  kind: 'combining',
  name: 'min',
  summary: {
    zh: '最小值。',
    en: 'The smallest value.',
  },
  parameters: {},
  inputs: 'decimal',
  result: 'number',
  missing: 'skipped',
  run: (inputs) => inputs.reduce((best, input) => (new Decimal(input).lessThan(best) ? input : best)),
  examples: [{ inputs: ['10.5', '9', '10'], output: '9' }],
};
