import { describe, expect, it } from '@jest/globals';
import { floorsOf, robustSlope } from '../../bench/measure/slope.js';
import { Random } from '../simulators/random.js';

const random = new Random('slope');
/** Saw teeth of 40, as a heap has them, on a ground that rises so much each second. */
const series = (rise: number): { atSeconds: number; value: number }[] =>
  Array.from({ length: 360 }, (_, index) => ({
    atSeconds: index * 10,
    value: 200 + rise * index * 10 + (index % 7) * 6 + 5 * random.next(),
  }));

describe('a robust slope', () => {
  it('is found through saw teeth and a peak', () => {
    const points = series(0.01);
    points[100] = { ...points[100]!, value: 5_000 };
    const { perSecond, low, high } = robustSlope(floorsOf(points, 40));
    expect(perSecond).toBeCloseTo(0.01, 3);
    expect([low < 0.01, high > 0.01, low > 0]).toEqual([true, true, true]);
  });

  it('has zero within its confidence when nothing rises', () => {
    const { low, high } = robustSlope(floorsOf(series(0), 40));
    expect([low <= 0, high >= 0]).toEqual([true, true]);
  });

  it('needs some points', () => {
    expect(() => robustSlope(series(1).slice(0, 3))).toThrow('3 points');
  });
});
