import type { DataSource, EntityManager } from 'typeorm';
import { dayOf, partitionedTables, type Period } from '#libs/journal';

/** The days of which the journal has partitions, oldest first. */
export async function journalDays(dataSource: DataSource): Promise<Period[]> {
  const rows = await dataSource.query<{ name: string }[]>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'message'::regclass AND c.relname ~ '^message_[0-9]{8}$' ORDER BY 1`,
  );
  return rows.map(({ name }) => {
    const [, year, month, day] = /_(\d{4})(\d\d)(\d\d)$/.exec(name)!;
    return dayOf(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  });
}

export const dayTables = partitionedTables.filter(({ by }) => by === 'day');

/** `2026-11-22`, for people and for the archive. */
export function dayName({ fromMs }: Period): string {
  return new Date(fromMs).toISOString().slice(0, 10);
}

/** What became of a day when it had a certain age. */
export interface DayNote {
  readonly state: 'staying' | 'held' | 'failed' | 'removed';
  readonly messages: number;
  readonly ageDays: number;
  /** The part of the archive, or what was in the way. */
  readonly detail?: string;
}

export async function noteDay(
  runner: Pick<EntityManager, 'query'>,
  day: Period,
  note: DayNote,
): Promise<void> {
  await runner.query(
    `INSERT INTO journal_day (day, state, detail, messages, age_days) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (day) DO UPDATE SET state = $2, detail = $3, messages = $4, age_days = $5, changed_at = now()`,
    [dayName(day), note.state, note.detail?.slice(0, 500) ?? null, note.messages, note.ageDays],
  );
}

/** At which age each day was last dealt with, by name; days that were held or failed are to be tried again. */
export async function dealtWith(runner: Pick<DataSource, 'query'>): Promise<ReadonlyMap<string, number>> {
  const rows: { day: string; age_days: number }[] = await runner.query(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, age_days FROM journal_day WHERE state IN ('staying', 'removed')`,
  );
  return new Map(rows.map((row) => [row.day, row.age_days]));
}
