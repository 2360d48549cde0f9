import type { TextFunction } from './mapping-function.js';

export const upper: TextFunction = {
  kind: 'text',
  name: 'upper',
  summary: {
    zh: '转成大写字母。',
    en: 'Letters to upper case.',
  },
  parameters: {},
  run: (text) => text.toUpperCase(),
  examples: [{ input: 'tcku 306', output: 'TCKU 306' }],
};
