import type { TextFunction } from './mapping-function.js';

export const lower: TextFunction = {
  kind: 'text',
  name: 'lower',
  summary: {
    zh: '转成小写字母。',
    en: 'Letters to lower case.',
  },
  parameters: {},
  run: (text) => text.toLowerCase(),
  examples: [{ input: 'A@B.CN', output: 'a@b.cn' }],
};
