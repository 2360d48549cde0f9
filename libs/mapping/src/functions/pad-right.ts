import type { TextFunction } from './mapping-function.js';

export const padRight: TextFunction = {
  kind: 'text',
  name: 'padRight',
  summary: {
    zh: '在右边补足到指定长度。',
    en: 'Fills up to a length on the right.',
  },
  parameters: {
    length: { type: 'integer', zh: '长度', en: 'length afterwards', minimum: 1, maximum: 1_000 },
    with: { type: 'text', zh: '填充字符', en: 'what to fill with', minimum: 1, default: ' ' },
  },
  shorthand: 'length',
  run: (text, { length, with: filling }) => text.padEnd(Number(length), String(filling)),
  examples: [{ with: { length: 5, with: '.' }, input: '382', output: '382..' }],
};
