/** How a series rises: per second of its times, with the interval in which the true slope lies with 95 % confidence. */
export interface Slope {
  readonly perSecond: number;
  readonly low: number;
  readonly high: number;
}

const z95 = 1.96;

/**
 * The median of the slopes between all pairs of points (Theil and Sen), with its confidence from the distribution of Kendall's
 * statistic: a few peaks, as garbage collection makes them, change neither. At least four points.
 */
export function robustSlope(
  points: readonly { readonly atSeconds: number; readonly value: number }[],
): Slope {
  if (points.length < 4) throw new Error(`${points.length} points have no slope`);
  const slopes: number[] = [];
  for (const [index, one] of points.entries())
    for (const other of points.slice(index + 1))
      slopes.push((other.value - one.value) / (other.atSeconds - one.atSeconds));
  slopes.sort((a, b) => a - b);
  const n = points.length;
  const spread = z95 * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const at = (index: number): number => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(index)))]!;
  return {
    perSecond: at((slopes.length - 1) / 2),
    low: at((slopes.length - spread) / 2),
    high: at((slopes.length + spread) / 2),
  };
}

/** The lowest of each stretch of time: what is still held when garbage has been collected. */
export function floorsOf<Point extends { readonly value: number }>(
  points: readonly Point[],
  stretches: number,
): Point[] {
  const each = Math.max(1, Math.floor(points.length / stretches));
  const floors: Point[] = [];
  for (let from = 0; from + each <= points.length; from += each)
    floors.push(points.slice(from, from + each).reduce((low, one) => (one.value < low.value ? one : low)));
  return floors;
}
