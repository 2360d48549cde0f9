import { describe, expect, it } from '@jest/globals';
import { cellsOf, padded, wrapped } from './layout.js';

describe('the layout of an inspection', () => {
  it('gives Chinese characters two cells', () => {
    expect(cellsOf('LOC 地点')).toBe(8);
    expect(padded('地点', 6)).toBe('地点  ');
  });

  it('breaks lines between words, and words that are too long', () => {
    expect(wrapped('keep dry and cool', 8)).toEqual(['keep dry', 'and cool']);
    expect(wrapped('ABCDEFGHIJ', 4)).toEqual(['ABCD', 'EFGH', 'IJ']);
    expect(wrapped('保持干燥', 4)).toEqual(['保持', '干燥']);
    expect(wrapped('', 4)).toEqual(['']);
  });

  it('shows control characters instead of sending them', () => {
    expect(wrapped('a\u001b[2Jb', 80)).toEqual(['a\\u001b[2Jb']);
  });
});
