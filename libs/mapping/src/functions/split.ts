import type { TextFunction } from './mapping-function.js';

export const split: TextFunction = {
  kind: 'text',
  name: 'split',
  summary: {
    zh: '按分隔符切开，取第几段（负数从末尾数）。',
    en: 'Cuts the text at a separator and takes one piece; negative numbers count from the end.',
  },
  parameters: {
    by: { type: 'text', zh: '分隔符', en: 'the separator', minimum: 1 },
    take: {
      type: 'integer',
      zh: '第几段',
      en: 'which piece, from 1',
      minimum: -1_000,
      maximum: 1_000,
      default: 1,
    },
  },
  shorthand: 'by',
  run: (text, { by, take }) => {
    const pieces = text.split(String(by));
    const index = Number(take);
    return index > 0 ? pieces[index - 1] : pieces.at(index);
  },
  examples: [
    { with: { by: '-', take: 1 }, input: '成都-重庆', output: '成都' },
    { with: { by: '-', take: -1 }, input: 'a-b-c', output: 'c' },
    { with: { by: '-', take: 2 }, input: 'abc', output: undefined },
  ],
};
