import { describe, expect, it } from '@jest/globals';
import { backoffMs } from './backoff.js';

const backoff = { firstMs: 100, longestMs: 1_000 };

describe('backoffMs', () => {
  it('doubles with each attempt up to the longest pause', () => {
    const pauses = [1, 2, 3, 4, 5, 1_000].map((attempt) => backoffMs(attempt, backoff, () => 1));
    expect(pauses).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  });

  it('takes up to a half off, so that processes do not come back together', () => {
    expect(backoffMs(3, backoff, () => 0)).toBe(200);
    expect(backoffMs(3, backoff, () => 0.5)).toBe(300);
  });
});
