import type { TextFunction } from './mapping-function.js';

export const stripPrefix: TextFunction = {
  kind: 'text',
  name: 'stripPrefix',
  summary: {
    zh: '去掉开头的文字（若有）。',
    en: 'Takes a text off the beginning, if it is there.',
  },
  parameters: {
    text: { type: 'text', zh: '前缀', en: 'the prefix', minimum: 1 },
  },
  shorthand: 'text',
  run: (text, { text: prefix }) =>
    text.startsWith(String(prefix)) ? text.slice(String(prefix).length) : text,
  examples: [
    { with: { text: 'No.' }, input: 'No.17', output: '17' },
    { with: { text: 'No.' }, input: '17', output: '17' },
  ],
};
