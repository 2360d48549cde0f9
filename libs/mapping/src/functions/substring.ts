import type { TextFunction } from './mapping-function.js';

export const substring: TextFunction = {
  kind: 'text',
  name: 'substring',
  summary: {
    zh: '取一段文字；start 从 1 数起，按字符计。',
    en: 'A part of the text; `start` counts characters from 1.',
  },
  parameters: {
    start: { type: 'integer', zh: '起始位置', en: 'first character', minimum: 1, maximum: 1_000_000 },
    length: {
      type: 'integer',
      zh: '最多字符数',
      en: 'most characters',
      minimum: 1,
      maximum: 1_000_000,
      default: 1_000_000,
    },
  },
  run: (text, { start, length }) => {
    const from = Number(start) - 1;
    return [...text].slice(from, from + Number(length)).join('') || undefined;
  },
  examples: [
    { with: { start: 1, length: 5 }, input: '516322603154358675', output: '51632' },
    { with: { start: 3, length: 9 }, input: '货物', output: undefined },
  ],
};
