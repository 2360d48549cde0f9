import type { TextFunction } from './mapping-function.js';

export const digits: TextFunction = {
  kind: 'text',
  name: 'digits',
  summary: {
    zh: '只保留数字 0-9。',
    en: 'Keeps the digits 0 to 9 only.',
  },
  parameters: {},
  run: (text) => text.replace(/[^0-9]/g, '') || undefined,
  examples: [
    { input: '028-8644 1234', output: '02886441234' },
    { input: '无', output: undefined },
  ],
};
