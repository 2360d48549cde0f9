/**
 * The time of deliveries is the database's, so that workers with wrong clocks agree; what lies between two moments of one
 * process is measured by its own clock that never jumps.
 */
export interface Clock {
  /** Is added to the database's time; tests turn it. */
  readonly aheadMs: number;
  /** Milliseconds of a clock that never jumps, and goes on while the process stands still. */
  monotonicMs(): number;
}

export const systemClock: Clock = { aheadMs: 0, monotonicMs: () => performance.now() };

/** SQL for the time now; `:ahead` is `aheadMs`. */
export const nowSql = `(clock_timestamp() + :ahead::float8 * interval '1 millisecond')`;

/** SQL for so many milliseconds from now. */
export const inMs = (parameter: string): string =>
  `(${nowSql} + ${parameter}::float8 * interval '1 millisecond')`;
