import { describe, expect, it } from '@jest/globals';
import { orderKeyOf } from './order-key.js';

describe('what the deliveries of a message keep their order by', () => {
  it('is the number of what it is about, not that of the document', () => {
    const keys = [
      { type: 'document', value: 'DK2' },
      { type: 'order', value: 'DD1' },
      { type: 'customer', value: 'KH1' },
    ];
    expect(orderKeyOf(keys)).toBe('DD1');
  });

  it('is the document when there is nothing else, and nothing without keys', () => {
    expect(orderKeyOf([{ type: 'document', value: 'DK2' }])).toBe('DK2');
    expect(orderKeyOf([])).toBeUndefined();
  });
});
