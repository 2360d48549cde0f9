import { describe, expect, it } from '@jest/globals';
import { safePattern } from './safe-pattern.js';

function matches(pattern: string, text: string): boolean | string {
  const safe = safePattern(pattern);
  return 'matches' in safe ? safe.matches(text) : safe.reason;
}

describe('a safe pattern', () => {
  it('matches the whole text', () => {
    expect(matches('[A-Z]{3}', 'ABC')).toBe(true);
    expect(matches('[A-Z]{3}', 'ABCD')).toBe(false);
    expect(matches('a|b', 'ab')).toBe(false);
    expect(matches('\\p{L}+(?:-\\d{1,4})?', '铁路-12')).toBe(true);
    expect(matches('[(*+]\\(\\d*', '+(1')).toBe(true);
  });

  it.each(['(a+)+', '(a|a)*b', '(?:.*,){20}x', '.*.*.*x', '(\\w+\\s?)*', '([a-z]*)*', '(a?){100}'])(
    'refuses %s, which a hostile text could keep busy',
    (pattern) => expect(matches(pattern, '')).toBe('too-many-ways'),
  );

  it('refuses look-around, back references and broken syntax', () => {
    expect(matches('(?=a)b', '')).toBe('look-around');
    expect(matches('(?<!a)b', '')).toBe('look-around');
    expect(matches('(a)\\1', '')).toBe('back-reference');
    expect(matches('(?<n>a)\\k<n>', '')).toBe('back-reference');
    expect(matches('[a', '')).toBe('syntax');
  });

  it('does not match what is longer than 500 characters', () => {
    expect(matches('a*', 'a'.repeat(500))).toBe(true);
    expect(matches('a*', 'a'.repeat(501))).toBe(false);
  });
});
