export type StageName =
  | 'intake'
  | 'identify'
  | 'decode'
  | 'validate'
  | 'map'
  | 'apply'
  | 'publish'
  | 'deliver';

/**
 * The world is wrong (broker, database, partner away), never the data: those faults are `Issue`s. Whoever catches it
 * decides between a retry and the dead letters by `retryable`.
 */
export class StageError extends Error {
  constructor(
    readonly stage: StageName,
    message: string,
    readonly retryable: boolean,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'StageError';
  }
}
