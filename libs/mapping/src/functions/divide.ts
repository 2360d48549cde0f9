import { Decimal, plainText, quotient } from '../numbers/decimal.js';
import { Refusal, type CombiningFunction } from './mapping-function.js';

export const divide: CombiningFunction = {
  kind: 'combining',
  name: 'divide',
  summary: {
    zh: '第一个值依次除以其余各值；须写明 round。',
    en: 'The first value divided by the others in turn; wants a `round`.',
  },
  parameters: {},
  inputs: 'decimal',
  result: 'number',
  missing: 'decisive',
  run: ([first = '0', ...others]) => {
    let result = new Decimal(first);
    for (const divisor of others) {
      if (new Decimal(divisor).isZero()) return new Refusal('a divisor other than 0');
      result = quotient(result, new Decimal(divisor));
    }
    return plainText(result);
  },
  examples: [{ inputs: ['60500', '1000'], output: '60.5' }],
};
