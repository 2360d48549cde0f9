import type { TextFunction } from './mapping-function.js';

export const collapseSpaces: TextFunction = {
  kind: 'text',
  name: 'collapseSpaces',
  summary: {
    zh: '去掉首尾空白，中间的连续空白变成一个空格。',
    en: 'Takes white space off the ends and makes one space of each run inside.',
  },
  parameters: {},
  run: (text) => text.trim().replace(/\s+/g, ' '),
  examples: [{ input: ' 成都  物流\t中心', output: '成都 物流 中心' }],
};
