import type { TextFunction } from './mapping-function.js';

export const halfWidth: TextFunction = {
  kind: 'text',
  name: 'halfWidth',
  summary: {
    zh: '全角字符转成半角（Unicode NFKC）。',
    en: 'Full-width characters to half-width, by Unicode NFKC.',
  },
  parameters: {},
  run: (text) => text.normalize('NFKC'),
  examples: [{ input: 'ＣＲ１２３（川）', output: 'CR123(川)' }],
};
