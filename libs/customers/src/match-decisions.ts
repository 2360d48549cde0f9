import type { EntityManager } from 'typeorm';
import { MatchDecision } from './entities/match-decision.entity.js';
import { linkParties } from './link-parties.js';
import { partyRecordId, stableId } from './stable-id.js';
import { lockMatching } from './store-sql.js';

/** A party record by its own names, so that a decision can be replayed into an empty store. */
export interface PartyRecordKey {
  readonly system: string;
  readonly localId: string;
}

/** Who decided, when (ISO 8601) and why. */
export interface DecisionAuthor {
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly reason: string;
}

/** A person's decision that two party records are, or are not, the same customer. */
export interface PartyDecision extends DecisionAuthor {
  readonly first: PartyRecordKey;
  readonly second: PartyRecordKey;
  readonly verdict: 'same' | 'different';
}

/**
 * Puts a decision in force and matches again, inside the caller's transaction. It overrides the rules, and older
 * decisions that contradict it; the records need not be there yet. Repeating it changes nothing.
 * @returns the id of the decision
 */
export async function decide(manager: EntityManager, decision: PartyDecision): Promise<string> {
  const first = partyRecordId(decision.first.system, decision.first.localId);
  const second = partyRecordId(decision.second.system, decision.second.localId);
  if (first === second) throw new Error('a decision needs two different party records');
  await lockMatching(manager);
  const id = await insertDecision(manager, [first, second], decision.verdict, decision);
  await linkParties(manager, [first, second]);
  return id;
}

/**
 * Takes a party record out of its customer: one decision "different" for each other record of it.
 * @returns the ids of the decisions; withdrawing them joins the record again
 */
export async function unlink(
  manager: EntityManager,
  record: PartyRecordKey,
  author: DecisionAuthor,
): Promise<string[]> {
  await lockMatching(manager);
  const id = partyRecordId(record.system, record.localId);
  const others = await manager.query<{ id: string }[]>(
    `SELECT o.party_record_id AS id FROM customer_member m JOIN customer_member o USING (customer_id)
     WHERE m.party_record_id = $1 AND o.party_record_id <> $1 ORDER BY 1`,
    [id],
  );
  const decisions: string[] = [];
  for (const other of others) {
    decisions.push(await insertDecision(manager, [id, other.id], 'different', author));
  }
  await linkParties(manager, [id, ...others.map((other) => other.id)]);
  return decisions;
}

/** Ends decisions and matches again what they were about: the rules hold as if they had never been. */
export async function withdrawDecisions(
  manager: EntityManager,
  ids: readonly string[],
  withdrawnAt: string,
): Promise<void> {
  await lockMatching(manager);
  const decisions = await manager.query<{ first: string; second: string }[]>(
    `SELECT first_record AS first, second_record AS second FROM match_decision
     WHERE id = ANY($1::uuid[]) AND withdrawn_at IS NULL`,
    [ids],
  );
  await manager.query(
    `UPDATE match_decision SET withdrawn_at = $2 WHERE id = ANY($1::uuid[]) AND withdrawn_at IS NULL`,
    [ids, withdrawnAt],
  );
  await linkParties(
    manager,
    decisions.flatMap(({ first, second }) => [first, second]),
  );
}

async function insertDecision(
  manager: EntityManager,
  pair: readonly [string, string],
  verdict: MatchDecision['verdict'],
  { decidedBy, decidedAt, reason }: DecisionAuthor,
): Promise<string> {
  const [firstRecord, secondRecord] = [...pair].sort() as [string, string];
  const id = stableId('decision', firstRecord, secondRecord, verdict, decidedAt, decidedBy);
  await manager
    .createQueryBuilder()
    .insert()
    .into(MatchDecision)
    .values({ id, firstRecord, secondRecord, verdict, decidedBy, decidedAt: new Date(decidedAt), reason })
    .orIgnore()
    .execute();
  return id;
}
