import type { EntityManager } from 'typeorm';
import type { PartyFields } from './party-statement.js';

/** A party record and the customer that it stands under. */
export interface PartySource {
  readonly id: string;
  readonly customerId: string;
  readonly system: string;
  readonly localId: string;
  readonly fields: PartyFields;
}

export function partySources(manager: EntityManager, customerIds: readonly string[]): Promise<PartySource[]> {
  return manager.query<PartySource[]>(
    `SELECT p.id, m.customer_id AS "customerId", p.system, p.local_id AS "localId", p.fields
     FROM customer_member m JOIN party_record p ON p.id = m.party_record_id
     WHERE m.customer_id = ANY($1::uuid[]) ORDER BY p.system COLLATE "C", p.local_id COLLATE "C"`,
    [customerIds],
  );
}

/**
 * The customer of an id: its own, one that it had before, or that of one of its party records. When a person has split
 * what an old id stood for, the first party record decides.
 */
export async function resolveCustomerId(manager: EntityManager, id: string): Promise<string | undefined> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM (
       SELECT 0 AS rank, id, '' AS system, '' AS local_id FROM customer WHERE id = $1
       UNION ALL
       SELECT 1, m.customer_id, p.system, p.local_id
       FROM (SELECT $1::uuid AS party_record_id UNION
             SELECT party_record_id FROM customer_alias WHERE alias_id = $1) candidate
       JOIN customer_member m USING (party_record_id) JOIN party_record p ON p.id = m.party_record_id
     ) found ORDER BY rank, system COLLATE "C", local_id COLLATE "C" LIMIT 1`,
    [id],
  );
  return rows[0]?.id;
}
