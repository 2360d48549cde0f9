import { describe, expect, it } from '@jest/globals';
import { readMessageId } from './message-id.js';

describe('the Message-ID of a transmission', () => {
  it('is taken as it came, with blanks of AS2 names in it', () => {
    expect(readMessageId(' <2026 our partner@as2> ')).toBe('<2026 our partner@as2>');
    expect(readMessageId('without-brackets@as2')).toBe('without-brackets@as2');
  });

  it('is none when it says nothing, is too long, or could break a header', () => {
    for (const wrong of [undefined, '', ' ', '<>', '< >', `<${'x'.repeat(2000)}@y>`, '<a\r\nb@c>', '<车@c>'])
      expect(readMessageId(wrong)).toBeUndefined();
  });
});
