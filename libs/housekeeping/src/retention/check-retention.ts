import { finding, type Examination, type Finding } from '../doctor/finding.js';

/** Days whose time is over and that are still there. */
export async function checkRetention({ dataSource }: Examination): Promise<Finding[]> {
  const rows = await dataSource.query<
    { day: string; state: string; detail: string | null; changed_at: Date }[]
  >(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, state, detail, changed_at FROM journal_day
     WHERE state IN ('held', 'failed') ORDER BY day`,
  );
  const named = (state: string): string[] =>
    rows.filter((row) => row.state === state).map(({ day, detail }) => `${day}: ${detail ?? ''}`);
  return [
    ...finding('retention-held', named('held').length, named('held')),
    ...finding('archive-failed', named('failed').length, named('failed')),
  ];
}
