import type { TextFunction } from './mapping-function.js';

export const trim: TextFunction = {
  kind: 'text',
  name: 'trim',
  summary: {
    zh: '去掉首尾空白（含全角空格）。',
    en: 'Takes white space off both ends, the full-width space included.',
  },
  parameters: {},
  run: (text) => text.trim(),
  examples: [{ input: ' 成都 \u3000', output: '成都' }],
};
