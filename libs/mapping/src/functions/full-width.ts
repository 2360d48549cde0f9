import type { TextFunction } from './mapping-function.js';

export const fullWidth: TextFunction = {
  kind: 'text',
  name: 'fullWidth',
  summary: {
    zh: '半角字符转成全角。',
    en: 'Half-width characters to full-width ones.',
  },
  parameters: {},
  run: (text) =>
    text.replace(/[ -~]/g, (letter) =>
      String.fromCharCode(letter === ' ' ? 0x3000 : letter.charCodeAt(0) + 0xfee0),
    ),
  examples: [{ input: 'CR 1(川)', output: 'ＣＲ　１（川）' }],
};
