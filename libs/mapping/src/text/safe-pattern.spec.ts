import { describe, expect, it } from '@jest/globals';
import { compileSafePattern, longestMatched } from './safe-pattern.js';

describe('a pattern of a mapping file', () => {
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
    '(?:a{0,20}){3}',
    'a{5,2}',
    '(?:a?)+',
  ])('may not be %s', (source) => {
    expect(compileSafePattern(source).problem).toBeDefined();
  });

  it('matches whole texts only', () => {
    expect(compileSafePattern('a|bc').pattern!.test('abc')).toBe(false);
  });

  it('stays quick on the worst text', () => {
    const { pattern } = compileSafePattern('a*a*a*');
    const start = performance.now();
    expect(pattern!.test(`${'a'.repeat(longestMatched - 1)}b`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
