import { Decimal } from '../numbers/decimal.js';
import type { CombiningFunction } from './mapping-function.js';

export const max: CombiningFunction = {
  kind: 'combining',
  name: 'max',
  summary: {
    zh: '最大值。',
    en: 'The largest value.',
  },
  parameters: {},
  inputs: 'decimal',
  result: 'number',
  missing: 'skipped',
  run: (inputs) => inputs.reduce((best, input) => (new Decimal(input).greaterThan(best) ? input : best)),
  examples: [{ inputs: ['10.5', '9', '10'], output: '10.5' }],
};
