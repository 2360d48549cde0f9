import type { EntityManager } from 'typeorm';
import type { PlainValue } from '#libs/message';
import { MatchDecision } from './entities/match-decision.entity.js';
import { Customer } from './entities/customer.entity.js';
import { keysOfRecords, type KeyRow } from './linking-sql.js';
import { uuidForm } from './page.js';
import type { PartyKey } from './party-facts.js';
import { partySources, resolveCustomerId, type PartySource } from './party-sources.js';
import type { PartyFields } from './party-statement.js';
import { canonicalJson } from './stored-text.js';
import { goldenFields, type GoldenField, type SurvivorshipRules } from './survivorship.js';
import { In, IsNull } from 'typeorm';

/** A customer: the golden record, and everything that it was drawn from. */
export interface CustomerProfile {
  readonly id: string;
  readonly needsReview: boolean;
  readonly fields: Readonly<Record<string, GoldenField>>;
  readonly contacts: readonly CustomerContact[];
  readonly sources: readonly SourceRecord[];
  /** Decisions in force that name one of its party records. */
  readonly decisions: readonly MatchDecision[];
  /** Other customers that share a key with this one: why it needs review, or what the rules keep apart. */
  readonly similar: readonly { readonly customerId: string; readonly keys: readonly PartyKey[] }[];
}

export interface CustomerContact {
  readonly contact: PlainValue;
  /** The systems that name this contact. */
  readonly systems: readonly string[];
}

export interface SourceRecord {
  readonly id: string;
  readonly system: string;
  readonly localId: string;
  readonly fields: PartyFields;
  /** The keys that it shares with other party records of this customer: why it is here. */
  readonly linkedBy: readonly PartyKey[];
}

export async function customerProfile(
  manager: EntityManager,
  rules: SurvivorshipRules,
  id: string,
): Promise<CustomerProfile | undefined> {
  if (!uuidForm.test(id)) return undefined;
  const customerId = await resolveCustomerId(manager, id);
  if (customerId === undefined) return undefined;
  const customer = await manager.findOneByOrFail(Customer, { id: customerId });
  const sources = await partySources(manager, [customerId]);
  const ids = sources.map((source) => source.id);
  const keys = await keysOfRecords(manager, ids);
  return {
    id: customerId,
    needsReview: customer.needsReview,
    fields: goldenFields(sources, rules),
    contacts: contactsOf(sources),
    sources: sourceRecords(sources, keys),
    decisions: await manager.findBy(MatchDecision, [
      { firstRecord: In(ids), withdrawnAt: IsNull() },
      { secondRecord: In(ids), withdrawnAt: IsNull() },
    ]),
    similar: await similarCustomers(manager, customerId),
  };
}

function sourceRecords(sources: readonly PartySource[], keys: readonly KeyRow[]): SourceRecord[] {
  const holders = new Map<string, number>();
  const nameOf = ({ kind, value }: PartyKey): string => `${kind}:${value}`;
  for (const key of keys) holders.set(nameOf(key), (holders.get(nameOf(key)) ?? 0) + 1);
  return sources.map(({ id, system, localId, fields }) => {
    const shared = keys.filter((key) => key.partyRecordId === id && holders.get(nameOf(key))! > 1);
    const linkedBy = shared.map(({ kind, value }) => ({ kind, value }));
    return { id, system, localId, fields, linkedBy };
  });
}

function contactsOf(sources: readonly PartySource[]): CustomerContact[] {
  const contacts = new Map<string, { contact: PlainValue; systems: Set<string> }>();
  for (const { system, fields } of sources) {
    const stated = fields['contacts']?.value;
    for (const contact of Array.isArray(stated) ? stated : []) {
      const text = canonicalJson(contact);
      const entry = contacts.get(text) ?? { contact, systems: new Set() };
      entry.systems.add(system);
      contacts.set(text, entry);
    }
  }
  return [...contacts.values()].map(({ contact, systems }) => ({ contact, systems: [...systems] }));
}

async function similarCustomers(
  manager: EntityManager,
  customerId: string,
): Promise<CustomerProfile['similar']> {
  const rows = await manager.query<{ customerId: string; kind: PartyKey['kind']; value: string }[]>(
    `SELECT DISTINCT o.customer_id AS "customerId", k.kind, k.value
     FROM customer_member m JOIN party_key k USING (party_record_id)
     JOIN party_key other ON other.kind = k.kind AND other.value = k.value
     JOIN customer_member o ON o.party_record_id = other.party_record_id
     WHERE m.customer_id = $1 AND o.customer_id <> $1 AND k.kind IN ('credit-code', 'name-phone', 'name-address')
     ORDER BY 1, 2, 3 LIMIT 200`,
    [customerId],
  );
  const similar = new Map<string, PartyKey[]>();
  for (const { customerId: other, kind, value } of rows) {
    similar.set(other, [...(similar.get(other) ?? []), { kind, value }]);
  }
  return [...similar].map(([other, keys]) => ({ customerId: other, keys }));
}
