import type { TextFunction } from './mapping-function.js';

export const stripSuffix: TextFunction = {
  kind: 'text',
  name: 'stripSuffix',
  summary: {
    zh: '去掉结尾的文字（若有）。',
    en: 'Takes a text off the end, if it is there.',
  },
  parameters: {
    text: { type: 'text', zh: '后缀', en: 'the suffix', minimum: 1 },
  },
  shorthand: 'text',
  run: (text, { text: suffix }) =>
    text.endsWith(String(suffix)) ? text.slice(0, text.length - String(suffix).length) : text,
  examples: [{ with: { text: '站' }, input: '成都东站', output: '成都东' }],
};
