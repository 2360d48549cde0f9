import { describe, expect, it } from '@jest/globals';
import { compileSafePattern } from './safe-pattern.js';

describe('a pattern in one of our files', () => {
  it.each([
    '[A-Z]{3}\\d{5,12}',
    'a|bc',
    '\\d+(?:\\.\\d+)?',
    '[^-]+-[^-]+',
    '\\p{Script=Han}{2,4}',
    '(?:AB)?C*',
  ])('may be %s', (source) => {
    expect(compileSafePattern(source).problem).toBeUndefined();
  });

  it.each([
    '(a+)+',
    '(a|a)*',
    '(?=a)',
    '(a)\\1',
    '(a',
    'a)',
    '[a',
    '',
    'a*b*c*d*',
    '.*.*.*x',
    '(?:.*,){20}x',
    '(\\w+\\s?)*',
    '([a-z]*)*',
    '(?:a{0,20}){3}',
    'a{5,2}',
    '(?:a?)+',
  ])('may not be %s', (source) => {
    expect(compileSafePattern(source).problem).toBeDefined();
  });

  it('matches whole texts only', () => {
    expect(compileSafePattern('a|bc').matches!('abc')).toBe(false);
    expect(compileSafePattern('[(*+]\\(\\d*').matches!('+(1')).toBe(true);
  });

  it('does not match what is longer than 500 characters', () => {
    expect(compileSafePattern('a*').matches!('a'.repeat(500))).toBe(true);
    expect(compileSafePattern('a*').matches!('a'.repeat(501))).toBe(false);
  });
});
