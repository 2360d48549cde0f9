import type { TextFunction } from './mapping-function.js';

export const removeSpaces: TextFunction = {
  kind: 'text',
  name: 'removeSpaces',
  summary: {
    zh: '去掉全部空白。',
    en: 'Takes all white space out.',
  },
  parameters: {},
  run: (text) => text.replace(/\s+/g, ''),
  examples: [{ input: 'TCKU 306 1960', output: 'TCKU3061960' }],
};
