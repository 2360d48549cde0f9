export interface PrivatePostgres {
  readonly url: string;
  /** Where its data folder and password are. */
  readonly folder: string;
  /** Ends every process of it at once. */
  kill(): Promise<void>;
  /** Ends it in good order; who is connected is sent away. */
  shutDown(): Promise<void>;
  /** After `kill`, after `shutDown`, or after it has ended by itself: on the same data and port. Rejects when it does not come up. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

export function startPostgres(options?: {
  /** Commits reach the disk, for measurements. */
  readonly isDurable?: boolean;
  /** In which the data folder is made; by default the temporary folder. */
  readonly parent?: string;
  /** Further settings, as `work_mem=1MB`. */
  readonly settings?: readonly string[];
  readonly walSegmentMegabytes?: number;
}): Promise<PrivatePostgres>;
