import { normaliseCompanyName } from '#libs/base-data';
import type { TextFunction } from './mapping-function.js';

export const normaliseName: TextFunction = {
  kind: 'text',
  name: 'normaliseName',
  summary: {
    zh: '企业名称的比较形式：半角、大写、去标点空白、去“有限公司”等组织形式。用于比较，不用于显示。',
    en: 'The form in which company names are compared: half-width, upper case, without punctuation and legal form. Not for showing.',
  },
  parameters: {},
  run: (text) => normaliseCompanyName(text) || undefined,
  examples: [
    { input: '四川 （蓉）物流有限责任公司', output: '四川蓉物流' },
    { input: 'ＡＢＣ物流股份有限公司', output: 'ABC物流' },
    { input: '有限公司', output: '有限公司' },
  ],
};
