export function startPostgres(options?: {
  /** Commits reach the disk, for measurements. */
  readonly isDurable?: boolean;
}): Promise<{ readonly url: string; stop(): Promise<void> }>;
