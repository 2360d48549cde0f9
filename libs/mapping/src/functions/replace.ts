import type { TextFunction } from './mapping-function.js';

export const replace: TextFunction = {
  kind: 'text',
  name: 'replace',
  summary: {
    zh: '把每一处文字换成另一段文字（不是模式）。',
    en: 'Replaces every occurrence of a text (not a pattern) by another.',
  },
  parameters: {
    of: { type: 'text', zh: '要替换的文字', en: 'the text to replace', minimum: 1 },
    with: { type: 'text', zh: '替换成', en: 'what stands there afterwards', default: '' },
  },
  shorthand: 'of',
  run: (text, { of, with: by }) => text.replaceAll(String(of), () => String(by)),
  examples: [
    { with: { of: ',', with: '' }, input: '1,234,567.5', output: '1234567.5' },
    { with: { of: '/', with: '$&' }, input: 'a/b', output: 'a$&b' },
  ],
};
