/**
 * Which interchange, group and message of a file a fault belongs to, each counted from 1; 0: to none. It goes into the
 * `args` of issues, so that whoever answers them knows the level that the answer is about.
 */
export interface EnvelopePlace {
  readonly interchange: number;
  readonly group: number;
  readonly message: number;
}
