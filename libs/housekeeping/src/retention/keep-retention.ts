import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { ArchivePart } from '#libs/archive';
import type { Period } from '#libs/journal';
import { archiveDue } from './archive-due.js';
import { findDue } from './due-messages.js';
import { dayName, dealtWith, journalDays, noteDay } from './journal-days.js';
import { removeDue } from './remove-due.js';
import { retentionDays, type RetentionTerms } from './retention-terms.js';

export interface RetentionOptions {
  readonly dataSource: DataSource;
  readonly terms: RetentionTerms;
  readonly nowMs: number;
  /** Folder of the archive; undefined when what goes is not to be kept anywhere. */
  readonly archive: string | undefined;
}

/** What was done about one day. */
export interface DayOutcome {
  readonly day: string;
  readonly state: 'removed' | 'held' | 'failed';
  readonly messages: number;
  readonly detail?: string;
}

const dayMs = 86_400_000;

/**
 * Archives and removes what has been in the journal for its time, oldest day first; days with something unfinished are
 * held as they are. A day is one transaction: whatever interrupts it, the day is there as before, or gone and in the
 * archive.
 */
export async function keepRetention(options: RetentionOptions): Promise<DayOutcome[]> {
  const { dataSource, terms, nowMs } = options;
  const ages = retentionDays(terms);
  const earlier = await dealtWith(dataSource);
  const outcomes: DayOutcome[] = [];
  for (const day of await journalDays(dataSource)) {
    const ageDays = Math.floor((nowMs - day.toMs) / dayMs);
    // nothing has come of age since the day was last dealt with
    if (!ages.some((age) => age <= ageDays && age > (earlier.get(dayName(day)) ?? -1))) continue;
    const outcome = await keepDay(options, day, ageDays);
    if (outcome !== undefined) outcomes.push(outcome);
  }
  await dropEmptyMonths(dataSource);
  return outcomes;
}

async function keepDay(
  options: RetentionOptions,
  day: Period,
  ageDays: number,
): Promise<DayOutcome | undefined> {
  const { dataSource, terms } = options;
  try {
    return await dataSource.transaction(async (manager): Promise<DayOutcome | undefined> => {
      const { due, staying, unfinished } = await findDue(manager, day, terms, ageDays);
      if (due === 0 && staying > 0) {
        await noteDay(manager, day, { state: 'staying', messages: 0, ageDays });
        return undefined;
      }
      if (unfinished > 0) {
        const detail = `${unfinished} unfinished`;
        await noteDay(manager, day, { state: 'held', messages: due, ageDays, detail });
        return { day: dayName(day), state: 'held', messages: due, detail };
      }
      const part =
        due === 0 || options.archive === undefined
          ? undefined
          : await archiveDue(manager, options.archive, freeName(options.archive, day), day);
      if (part !== undefined) await demandWhole(options.archive!, part, due);
      await removeDue(manager, day, staying);
      await noteDay(manager, day, { state: 'removed', messages: due, ageDays, detail: part });
      return { day: dayName(day), state: 'removed', messages: due, detail: part };
    });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    await noteDay(dataSource.manager, day, { state: 'failed', messages: 0, ageDays, detail });
    return { day: dayName(day), state: 'failed', messages: 0, detail };
  }
}

/** A day goes in several parts when it has messages of several classes. */
function freeName(folder: string, { suffix }: Period): string {
  for (let n = 1; ; n++) {
    const name = `${suffix}-${n}`;
    if (!existsSync(join(folder, `${name}.manifest.json`))) return name;
  }
}

async function demandWhole(folder: string, name: string, messages: number): Promise<void> {
  const part = new ArchivePart(folder, name);
  const wrong = await part.verify();
  if (wrong.length > 0 || part.manifest.messages !== messages)
    throw new Error(`the archive ${name} is not what was written: ${wrong.join(', ')}`);
}

/** Business keys go when all days of their month have gone. */
async function dropEmptyMonths(dataSource: DataSource): Promise<void> {
  const months = new Set((await journalDays(dataSource)).map(({ suffix }) => suffix.slice(0, 6)));
  const [oldest] = [...months].sort();
  const rows = await dataSource.query<{ name: string }[]>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'message_key'::regclass AND c.relname ~ '^message_key_[0-9]{6}$'`,
  );
  for (const { name } of rows) {
    const month = name.slice('message_key_'.length);
    if (oldest !== undefined && month < oldest && !months.has(month)) {
      await dataSource.transaction(async (manager) => {
        await manager.query(`SET LOCAL lock_timeout = '3s'`);
        await manager.query(`DROP TABLE ${name}`);
      });
    }
  }
}
