import type { TextFunction } from './mapping-function.js';

export const truncate: TextFunction = {
  kind: 'text',
  name: 'truncate',
  summary: {
    zh: '超出的字符截掉。',
    en: 'Cuts off what is longer, in characters.',
  },
  parameters: {
    length: { type: 'integer', zh: '最多字符数', en: 'most characters', minimum: 1, maximum: 1_000_000 },
  },
  shorthand: 'length',
  run: (text, { length }) => [...text].slice(0, Number(length)).join(''),
  examples: [{ with: { length: 4 }, input: '成都铁路物流中心', output: '成都铁路' }],
};
