import type { DataSource } from 'typeorm';

/** What decides which configuration is to be used now. */
export interface CommittedState {
  /** Number of the active version; undefined before the first activation. */
  readonly number: number | undefined;
  /** Changes whenever somebody decides about a code. */
  readonly decisions: string;
}

export async function committedState(dataSource: DataSource): Promise<CommittedState> {
  const [row] = await dataSource.query<{ number: number | null; decisions: string }[]>(
    `SELECT (SELECT number FROM configuration_activation ORDER BY id DESC LIMIT 1) AS number,
       (SELECT count(*) || ' ' || coalesce(max(decided_at)::text, '') FROM cross_reference_entry) AS decisions`,
  );
  return { number: row!.number ?? undefined, decisions: row!.decisions };
}
