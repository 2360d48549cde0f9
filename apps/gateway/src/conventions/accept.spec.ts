import { describe, expect, it } from '@jest/globals';
import { preferred } from './accept.js';

const offered = ['application/json', 'application/xml', 'text/csv'] as const;

describe('the media type that suits a caller', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/xml', 'application/xml'],
    ['text/*, application/json;q=0.5', 'text/csv'],
    ['application/xml;q=0.2, application/json;q=0.1', 'application/xml'],
    ['application/json;q=0, */*;q=0.1', 'application/xml'],
    ['image/png', undefined],
    ['application/json;q=nonsense', undefined],
  ])('of %s is %s', (accept, expected) => {
    expect(preferred(accept, offered)).toBe(expected);
  });
});
