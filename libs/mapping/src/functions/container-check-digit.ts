import { identifiers } from '#libs/base-data';
import type { TextFunction } from './mapping-function.js';

const containerNumber = identifiers['container-number'];

export const containerCheckDigit: TextFunction = {
  kind: 'text',
  name: 'containerCheckDigit',
  summary: {
    zh: '给没有校验码的集装箱号（10 位）补上校验码，其他文字不变。',
    en: 'Adds the check digit to a container number that was written without it (ten characters); other texts stay as they are.',
  },
  parameters: {},
  run: (text) => {
    const result = containerNumber.check(`${text}0`);
    if (result.ok) return `${text}0`;
    return result.reason === 'check-digit' ? `${text}${result.expected}` : text;
  },
  examples: [
    { input: 'CSQU305438', output: 'CSQU3054383' },
    { input: 'CSQU3054384', output: 'CSQU3054384' },
    { input: 'CAR 7', output: 'CAR 7' },
  ],
};
