import type { CombiningFunction } from './mapping-function.js';

export const concat: CombiningFunction = {
  kind: 'combining',
  name: 'concat',
  summary: {
    zh: '首尾相接。',
    en: 'The texts one after the other.',
  },
  parameters: {},
  inputs: 'text',
  result: 'string',
  missing: 'skipped',
  run: (inputs) => inputs.join('') || undefined,
  examples: [
    { inputs: ['X', '-', '7'], output: 'X-7' },
    { inputs: [], output: undefined },
  ],
};
