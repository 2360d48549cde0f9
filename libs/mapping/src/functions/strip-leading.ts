import type { TextFunction } from './mapping-function.js';

export const stripLeading: TextFunction = {
  kind: 'text',
  name: 'stripLeading',
  summary: {
    zh: '去掉开头重复的一个字符，至少留一个字符。',
    en: 'Takes a repeated character off the beginning, but leaves at least one character.',
  },
  parameters: {
    text: { type: 'text', zh: '字符', en: 'the character', minimum: 1, maximum: 1 },
  },
  shorthand: 'text',
  run: (text, { text: character }) => {
    let start = 0;
    while (start < text.length - 1 && text[start] === String(character)[0]) start++;
    return text.slice(start);
  },
  examples: [
    { with: { text: '0' }, input: '000120', output: '120' },
    { with: { text: '0' }, input: '000', output: '0' },
  ],
};
