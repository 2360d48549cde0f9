import type { CombiningFunction } from './mapping-function.js';

export const count: CombiningFunction = {
  kind: 'combining',
  name: 'count',
  summary: {
    zh: '有值的个数；没有时为 0。',
    en: 'How many values are there; 0 when none is.',
  },
  parameters: {},
  inputs: 'nodes',
  result: 'number',
  missing: 'skipped',
  run: (inputs) => String(inputs.length),
  examples: [
    { inputs: ['a', 'b'], output: '2' },
    { inputs: [], output: '0' },
  ],
};
