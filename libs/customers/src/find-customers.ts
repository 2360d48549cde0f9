import type { EntityManager } from 'typeorm';
import { identifiers, normaliseCompanyName, normalisePhone } from '#libs/base-data';
import { pageLimit, pageOf, readCursor, uuidForm, type Page, type PageRequest } from './page.js';
import type { PartyKeyKind } from './party-facts.js';
import { partySources } from './party-sources.js';
import { keyText } from './stored-text.js';
import { goldenFields, type GoldenField, type SurvivorshipRules } from './survivorship.js';

/** All that is given must hold; nothing given lists every customer. */
export interface CustomerSearch extends PageRequest {
  /** Part of a name, as any system writes it. */
  readonly q?: string;
  readonly creditCode?: string;
  readonly phone?: string;
}

export interface CustomerSummary {
  readonly id: string;
  readonly needsReview: boolean;
  readonly fields: Readonly<Record<string, GoldenField>>;
  /** The systems that know the customer. */
  readonly systems: readonly string[];
  readonly partyRecords: number;
}

interface Condition {
  readonly kind: PartyKeyKind;
  readonly pattern: string;
}

export async function findCustomers(
  manager: EntityManager,
  rules: SurvivorshipRules,
  search: CustomerSearch,
): Promise<Page<CustomerSummary>> {
  const after = readCursor(search.cursor, [uuidForm])?.[0] ?? null;
  const limit = pageLimit(search.limit);
  const conditions = conditionsOf(search);
  if (conditions.some((condition) => condition.pattern === '')) return { items: [] };
  const clauses = conditions.map(
    (
      _,
      at,
    ) => `AND c.id IN (SELECT m.customer_id FROM party_key k JOIN customer_member m USING (party_record_id)
      WHERE k.kind = $${2 * at + 3} AND k.value LIKE $${2 * at + 4})`,
  );
  const customers = await manager.query<{ id: string; needsReview: boolean }[]>(
    `SELECT c.id, c.needs_review AS "needsReview" FROM customer c
     WHERE ($1::uuid IS NULL OR c.id > $1) ${clauses.join(' ')} ORDER BY c.id LIMIT $2`,
    [after, limit + 1, ...conditions.flatMap(({ kind, pattern }) => [kind, pattern])],
  );
  const sources = await partySources(
    manager,
    customers.map((customer) => customer.id),
  );
  return pageOf(
    customers,
    limit,
    (customer) => [customer.id],
    (customer) => {
      const own = sources.filter((source) => source.customerId === customer.id);
      const systems = [...new Set(own.map((source) => source.system))];
      return { ...customer, fields: goldenFields(own, rules), systems, partyRecords: own.length };
    },
  );
}

/** An empty pattern finds nothing: what was asked for is no name, code or phone. */
function conditionsOf({ q, creditCode, phone }: CustomerSearch): Condition[] {
  const conditions: Condition[] = [];
  if (q !== undefined) {
    const name = likeText(normaliseCompanyName(q));
    conditions.push({ kind: 'name', pattern: name === '' ? '' : `%${name}%` });
  }
  if (creditCode !== undefined) {
    conditions.push({
      kind: 'credit-code',
      pattern: likeText(identifiers['credit-code'].normalise(creditCode)),
    });
  }
  if (phone !== undefined) conditions.push({ kind: 'phone', pattern: likeText(normalisePhone(phone)) });
  return conditions;
}

function likeText(text: string): string {
  return keyText(text).replace(/[\\%_]/g, '\\$&');
}
