import type { DataSource, EntityManager } from 'typeorm';
import { CrossReferenceEntry, UnknownCode } from './entities/unknown-code.entity.js';
import { laneHash } from './lane-hash.js';
import { insertOutbox } from './sql/outbox-rows.js';

/** A code of a partner that somebody has explained. */
export interface ResolvedCode {
  readonly list: string;
  readonly system: string;
  readonly localCode: string;
  readonly standardCode: string;
  readonly decidedBy: string;
}

interface ReleasedRow {
  id: string;
  lane_key: string | null;
  traceParent: string | null;
  traceState: string | null;
}

/** Messages that wait for a decision, and the decisions. */
export class Quarantine {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Sends quarantined or parked messages on their journey again, under today's configuration.
   * @returns the ids that were waiting indeed
   */
  async release(ids: readonly string[]): Promise<string[]> {
    return this.dataSource.transaction((manager) => releaseIn(manager, ids));
  }

  async unknownCodes(limit: number): Promise<(UnknownCode & { waiting: number })[]> {
    return this.dataSource.query(
      `SELECT u.list, u.system, u.code, u.first_seen AS "firstSeen", u.first_message_id AS "firstMessageId",
         count(*)::int AS waiting
       FROM unknown_code u JOIN unknown_code_wait w USING (list, system, code)
       GROUP BY u.list, u.system, u.code ORDER BY u.first_seen LIMIT $1`,
      [limit],
    );
  }

  crossReferences(): Promise<CrossReferenceEntry[]> {
    return this.dataSource
      .getRepository(CrossReferenceEntry)
      .find({ order: { list: 'ASC', system: 'ASC', localCode: 'ASC' } });
  }

  /** Changes whenever a decision is made. */
  async decisionsVersion(): Promise<string> {
    const [row] = await this.dataSource.query<{ version: string }[]>(
      `SELECT count(*) || ' ' || coalesce(max(decided_at)::text, '') AS version FROM cross_reference_entry`,
    );
    return row!.version;
  }

  /** Keeps the decision and releases what waited on it, in one transaction. @returns the released message ids */
  async resolve(code: ResolvedCode): Promise<string[]> {
    return this.dataSource.transaction(async (manager) => {
      const { list, system, localCode } = code;
      const decision = { ...code, decidedAt: () => 'clock_timestamp()' };
      await manager.getRepository(CrossReferenceEntry).upsert(decision, ['list', 'system', 'localCode']);
      const waiting = await manager.query<{ message_id: string }[]>(
        'SELECT message_id FROM unknown_code_wait WHERE list = $1 AND system = $2 AND code = $3',
        [list, system, localCode],
      );
      await manager.getRepository(UnknownCode).delete({ list, system, code: localCode });
      return releaseIn(
        manager,
        waiting.map((row) => row.message_id),
      );
    });
  }
}

/** Nothing of the earlier judgement stays: what was found wrong then may be right now. */
async function releaseIn(manager: EntityManager, ids: readonly string[]): Promise<string[]> {
  const [released] = await manager.query<[ReleasedRow[], number]>(
    `UPDATE message SET state = 'received', state_at = now(), reason = NULL, configuration = NULL, sender = coalesce(sender, claimed_sender)
     WHERE id = ANY($1::uuid[]) AND state IN ('quarantined', 'parked') RETURNING id, lane_key,
       trace_parent AS "traceParent", trace_state AS "traceState"`,
    [ids],
  );
  // in the order in which they came, so that those of one key keep theirs
  released.sort((a, b) => (a.id < b.id ? -1 : 1));
  const releasedIds = released.map((row) => row.id);
  for (const table of ['message_detail', 'unknown_code_wait', 'suspect'])
    await manager.query(`DELETE FROM ${table} WHERE message_id = ANY($1::uuid[])`, [releasedIds]);
  await insertOutbox(
    manager,
    released.map((row) => ({
      kind: 'work',
      exchange: 'bianzu.work',
      routingKey: String(laneHash(row.lane_key ?? row.id)),
      messageId: row.id,
      trace: { traceParent: row.traceParent ?? undefined, traceState: row.traceState ?? undefined },
    })),
  );
  return releasedIds;
}

/** Why messages are kept whose agreement is known and not in use. */
const keptReasons = ['agreement-suspended', 'agreement-draft'];
const releasedAtOnce = 5_000;

/** Messages of these partners that were kept for their agreements set out again, in the caller's transaction. */
export async function releaseKept(manager: EntityManager, partners: readonly string[]): Promise<number> {
  if (partners.length === 0) return 0;
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM message WHERE state = 'quarantined' AND sender = ANY($1) AND reason = ANY($2) ORDER BY id`,
    [partners, keptReasons],
  );
  for (let from = 0; from < rows.length; from += releasedAtOnce)
    await releaseIn(
      manager,
      rows.slice(from, from + releasedAtOnce).map(({ id }) => id),
    );
  return rows.length;
}
