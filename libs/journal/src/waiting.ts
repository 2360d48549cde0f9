import type { DataSource } from 'typeorm';
import { receiptTimeOf } from '#libs/journey';
import { laneHash } from './lane-hash.js';

/** So many of one kind, and how long the oldest has waited. */
export interface Backlog {
  readonly count: number;
  readonly oldestAgeSeconds: number;
}

/** All that waits in the installation at one moment. */
export interface Waiting {
  readonly outbox: ReadonlyMap<string, Backlog>;
  /** Messages on their way by lane, among the oldest ten thousand; files that are being read are not among them. */
  readonly lanes: ReadonlyMap<number, Backlog>;
  /** `received`, `quarantined`, `parked`. */
  readonly states: ReadonlyMap<string, number>;
  readonly batches: { readonly open: number; readonly recordsDone: number };
}

const mostLooked = 10_000;
export const waitingKinds = ['work', 'canonical', 'delivery'] as const;
export const waitingStates = ['received', 'quarantined', 'parked'] as const;

/** Reads what waits: outbox, lanes, messages for a decision, batches. */
export async function readWaiting(
  dataSource: DataSource,
  lanes: number,
  now: number = Date.now(),
): Promise<Waiting> {
  const outbox = await dataSource.query<{ kind: string; count: number; age: number }[]>(
    `SELECT kind, count(*)::int AS count, extract(epoch FROM clock_timestamp() - min(queued_at))::float8 AS age
     FROM outbox GROUP BY kind`,
  );
  const states = await dataSource.query<{ state: string; count: number }[]>(
    `SELECT state, count(*)::int AS count FROM message WHERE state IN ('received', 'parked', 'quarantined') GROUP BY state`,
  );
  const oldest = await dataSource.query<{ id: string; lane_key: string | null; records_done: number }[]>(
    `SELECT id, lane_key, records_done FROM message WHERE state = 'received' ORDER BY id LIMIT ${mostLooked}`,
  );
  const batches = oldest.filter((row) => row.records_done > 0);
  const backlogOf = new Map<number, Backlog>();
  for (const { id, lane_key: key } of oldest.filter((row) => row.records_done === 0)) {
    const lane = laneHash(key ?? id) % lanes;
    // in the order of receipt: the first of a lane is its oldest
    const { count, oldestAgeSeconds } = backlogOf.get(lane) ?? { count: 0, oldestAgeSeconds: ageOf(id, now) };
    backlogOf.set(lane, { count: count + 1, oldestAgeSeconds });
  }
  return {
    outbox: new Map(
      outbox.map(({ kind, count, age }) => [kind, { count, oldestAgeSeconds: Math.max(0, age) }]),
    ),
    lanes: backlogOf,
    states: new Map(states.map(({ state, count }) => [state, count])),
    batches: {
      open: batches.length,
      recordsDone: batches.reduce((sum, row) => sum + row.records_done, 0),
    },
  };
}

function ageOf(id: string, now: number): number {
  return Math.max(0, (now - Date.parse(receiptTimeOf(id))) / 1_000);
}
