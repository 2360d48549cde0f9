import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Installation } from '../installation.js';
import type { Fault } from './fault.js';

const withinMs = 240_000;
const lookEveryMs = 20;

export const files: Readonly<Record<string, Fault>> = {
  /** kill -9 of all workers, one after the other, while a file is being read: whoever has it in hand is among them. */
  'kill-in-a-file': async ({ installation }) => {
    const begun = await recordsDone(installation);
    const startMs = performance.now();
    for (;;) {
      const now = await recordsDone(installation);
      const further = [...now].find(([id, done]) => done > (begun.get(id) ?? 0));
      if (further !== undefined) {
        for (const { process } of installation.workers) await process.kill();
        for (const { process } of installation.workers) await process.ready();
        return `${further[0]} behind record ${further[1]}`;
      }
      if (performance.now() - startMs > withinMs) throw new Error('no file is being read');
      await pause(lookEveryMs);
    }
  },
};

/** Of each file that is being read, by its id. */
async function recordsDone({ databaseUrl }: Installation): Promise<ReadonlyMap<string, number>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string; done: number }>(
    `SELECT id, records_done AS done FROM message WHERE state = 'received' AND records_done > 0`,
  );
  await client.end();
  return new Map(rows.map(({ id, done }) => [id, done]));
}
