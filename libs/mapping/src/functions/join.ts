import type { CombiningFunction } from './mapping-function.js';

export const join: CombiningFunction = {
  kind: 'combining',
  name: 'join',
  summary: {
    zh: '用分隔符连接。',
    en: 'The texts with a separator between them.',
  },
  parameters: {
    with: { type: 'text', zh: '分隔符', en: 'the separator', default: ' ' },
  },
  inputs: 'text',
  result: 'string',
  missing: 'skipped',
  run: (inputs, { with: separator }) => inputs.join(String(separator)) || undefined,
  examples: [
    { inputs: ['四川', '成都'], output: '四川 成都' },
    { with: { with: '; ' }, inputs: ['a', 'b'], output: 'a; b' },
  ],
};
