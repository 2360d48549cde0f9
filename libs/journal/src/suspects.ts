import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** How often a process has ended with a message in hand, since the message last came further. */
export interface Suspicion {
  readonly endedAmongOthers: number;
  readonly endedAlone: number;
}

const byAnother = 'suspect.process <> excluded.process';
const cameFurther = 'excluded.records_done > suspect.records_done';

/**
 * A message may end the process that works on it (out of memory, a crash of native code), and then nobody is left to say so.
 * Of a message that comes **again** it is therefore written down that work on it begins, and struck out when it is over, however it
 * went. A note that another process has left behind says that this process has ended meanwhile. Messages that come for the first time,
 * nearly all, are not written down.
 *
 *   begun among others ──process ends──→ suspect: begun alone ──process ends, again──→ guilty
 *
 * What a file has committed of its records speaks for it: it begins anew.
 */
export class Suspects {
  /** @param process tells the lives of processes apart */
  constructor(
    private readonly dataSource: DataSource,
    private readonly process: string = randomUUID(),
  ) {}

  /** Work on these begins. @returns what is known of those that still wait */
  async begin(ids: readonly string[]): Promise<ReadonlyMap<string, Suspicion>> {
    const rows = await this.dataSource.query<(Suspicion & { id: string })[]>(
      `INSERT INTO suspect (message_id, process, records_done)
       SELECT id, $2, records_done FROM message WHERE id = ANY($1::uuid[]) AND state = 'received' ORDER BY id
       ON CONFLICT (message_id) DO UPDATE SET process = excluded.process, is_alone = false, records_done = excluded.records_done,
         ended_among_others = CASE WHEN ${cameFurther} THEN 0
           ELSE suspect.ended_among_others + (${byAnother} AND NOT suspect.is_alone)::int END,
         ended_alone = CASE WHEN ${cameFurther} THEN 0
           ELSE suspect.ended_alone + (${byAnother} AND suspect.is_alone)::int END
       RETURNING message_id AS id, ended_among_others AS "endedAmongOthers", ended_alone AS "endedAlone"`,
      [ids, this.process],
    );
    return new Map(rows.map(({ id, ...suspicion }) => [id, suspicion]));
  }

  /** From now on it is the only suspect in hand. */
  async beginAlone(id: string): Promise<void> {
    await this.dataSource.query('UPDATE suspect SET is_alone = true WHERE message_id = $1 AND process = $2', [
      id,
      this.process,
    ]);
  }

  /** Work on these is over, and this process lives. */
  async clear(ids: readonly string[]): Promise<void> {
    await this.dataSource.query('DELETE FROM suspect WHERE message_id = ANY($1::uuid[])', [ids]);
  }
}
