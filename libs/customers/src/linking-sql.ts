import type { EntityManager } from 'typeorm';
import { matchingKinds, type PartyKey } from './party-facts.js';
import type { Cluster, PairDecision } from './match-record.js';

/** The statements of matching, which runs only when a party's keys change or a person decides: see `link-parties.ts`. */

export interface KeyRow extends PartyKey {
  readonly partyRecordId: string;
}

export interface LinkRow {
  readonly id: string;
  readonly system: string;
  readonly localId: string;
  readonly customerId: string | null;
}

/** The matching keys of these records. */
export function keysOfRecords(manager: EntityManager, recordIds: readonly string[]): Promise<KeyRow[]> {
  return manager.query<KeyRow[]>(
    `SELECT party_record_id AS "partyRecordId", kind, value FROM party_key
     WHERE party_record_id = ANY($1::uuid[]) AND kind = ANY($2)`,
    [recordIds, matchingKinds],
  );
}

/** The records that have any of these keys. */
export async function recordsOfKeys(manager: EntityManager, keys: readonly PartyKey[]): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT k.party_record_id AS id
     FROM json_to_recordset($1) AS r(kind text, value text) JOIN party_key k USING (kind, value)`,
    [JSON.stringify(keys.map(({ kind, value }) => ({ kind, value })))],
  );
  return rows.map((row) => row.id);
}

/** The decisions in force that name any of these records. */
export function decisionsOn(manager: EntityManager, recordIds: readonly string[]): Promise<PairDecision[]> {
  return manager.query<PairDecision[]>(
    `SELECT first_record AS first, second_record AS second, verdict,
       to_char(decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || ' ' || id AS "sortKey"
     FROM match_decision
     WHERE withdrawn_at IS NULL AND (first_record = ANY($1::uuid[]) OR second_record = ANY($1::uuid[]))`,
    [recordIds],
  );
}

export function linksOf(manager: EntityManager, recordIds: readonly string[]): Promise<LinkRow[]> {
  return manager.query<LinkRow[]>(
    `SELECT p.id, p.system, p.local_id AS "localId", m.customer_id AS "customerId"
     FROM party_record p LEFT JOIN customer_member m ON m.party_record_id = p.id
     WHERE p.id = ANY($1::uuid[])`,
    [recordIds],
  );
}

/** Puts every record under its customer; customers that have no records left end, their ids resolve on as aliases. */
export async function writeClusters(
  manager: EntityManager,
  clusters: readonly Cluster[],
  formerCustomerIds: readonly string[],
): Promise<void> {
  const links = clusters.flatMap(({ customerId, recordIds }) => recordIds.map((id) => ({ id, customerId })));
  await manager.query(
    `INSERT INTO customer AS c (id, needs_review)
     SELECT "customerId", "needsReview" FROM json_to_recordset($1) AS r("customerId" uuid, "needsReview" boolean)
     ORDER BY 1
     ON CONFLICT (id) DO UPDATE SET needs_review = EXCLUDED.needs_review
     WHERE c.needs_review <> EXCLUDED.needs_review`,
    [JSON.stringify(clusters.map(({ customerId, needsReview }) => ({ customerId, needsReview })))],
  );
  await manager.query(
    `INSERT INTO customer_member AS m (party_record_id, customer_id)
     SELECT id, "customerId" FROM json_to_recordset($1) AS r(id uuid, "customerId" uuid)
     ON CONFLICT (party_record_id) DO UPDATE SET customer_id = EXCLUDED.customer_id
     WHERE m.customer_id <> EXCLUDED.customer_id`,
    [JSON.stringify(links)],
  );
  const kept = new Set(clusters.map((cluster) => cluster.customerId));
  await manager.query('DELETE FROM customer WHERE id = ANY($1::uuid[])', [
    formerCustomerIds.filter((id) => !kept.has(id)),
  ]);
}
