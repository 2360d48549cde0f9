import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Installation } from '../installation.js';
import { deadlyIds } from '../messages.js';
import type { Fault } from './fault.js';

const withinMs = 900_000;
const lookEveryMs = 200;

interface Counts {
  readonly waiting: number;
  readonly parked: number;
}

export const deadly: Readonly<Record<string, Fault>> = {
  /** The load has messages that end each process which works on them. Over when they are set aside. */
  'deadly-messages': async ({ installation }) => {
    const startMs = performance.now();
    for (;;) {
      // the database of a hub is away whenever the hub is
      const counts = await countsIn(installation).catch(() => undefined);
      if (counts?.waiting === 0 && counts.parked > 0) return `${counts.parked} parked`;
      if (performance.now() - startMs > withinMs) throw new Error('deadly messages are not set aside');
      await pause(lookEveryMs);
    }
  },
};

async function countsIn({ databaseUrl }: Installation): Promise<Counts> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Counts>(
      `SELECT count(*) FILTER (WHERE state = 'received')::int AS waiting, count(*) FILTER (WHERE state = 'parked')::int AS parked
       FROM message WHERE idempotency_key LIKE $1 || '%'`,
      [deadlyIds],
    );
    return rows[0]!;
  } finally {
    await client.end().catch(() => undefined);
  }
}
