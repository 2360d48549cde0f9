import { describe, expect, it } from '@jest/globals';
import { SuccessSampling } from './success-sampling.js';

describe('the sampling of successes', () => {
  it('lets so many through in a second, and tells with the next how many were left out', () => {
    let now = 5_000;
    const sampling = new SuccessSampling(2, () => now);
    expect([1, 2, 3, 4, 5].map(() => sampling.admit())).toEqual([0, 0, undefined, undefined, undefined]);
    now += 1_000;
    expect([1, 2, 3].map(() => sampling.admit())).toEqual([3, 0, undefined]);
  });

  it('lets none through when none are wanted', () => {
    const sampling = new SuccessSampling(0);
    expect([1, 2].map(() => sampling.admit())).toEqual([undefined, undefined]);
  });
});
