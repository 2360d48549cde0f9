import { identifiers, normaliseAddress, normaliseCompanyName, normalisePhone } from '#libs/base-data';
import type { PlainValue } from '#libs/message';
import { partyRecordId } from './stable-id.js';
import { keyText, sha256 } from './stored-text.js';
import type { FieldStatement, PartyFields, PartyStatement } from './party-statement.js';

/** The members of a canonical TradeParty that are kept as fields; `identifier` names the record, `role` is the link's. */
const notFields: ReadonlySet<string> = new Set(['identifier', 'role', '__proto__']);

export type PartyKeyKind = 'credit-code' | 'name-phone' | 'name-address' | 'name' | 'phone';

/** A normalised value by which a party record is matched, or only found (`name`, `phone`). */
export interface PartyKey {
  readonly kind: PartyKeyKind;
  readonly value: string;
}

export const matchingKinds: readonly PartyKeyKind[] = ['credit-code', 'name-phone', 'name-address'];

/** The fields that keys are made of: while they stay, nothing has to be matched again. */
const keyFields = ['name', 'creditCode', 'phones', 'contacts', 'address'] as const;

type Members = Record<string, PlainValue>;

interface Speaker {
  readonly system: string;
  readonly asOf: string;
  readonly messageId: string;
}

/**
 * What a message says of the party at one place. A party without a number of its own is told apart by its normalised
 * name with its credit code or its first phone. `undefined` when there is nothing to tell it by.
 */
export function partyStatement(party: PlainValue | undefined, by: Speaker): PartyStatement | undefined {
  if (typeof party !== 'object' || party === null || Array.isArray(party)) return undefined;
  const fields: Record<string, FieldStatement> = {};
  for (const [name, value] of Object.entries(party)) {
    if (notFields.has(name) || value === null || value === '') continue;
    fields[name] = { value, asOf: by.asOf, messageId: by.messageId };
  }
  const localId = textOf(party['identifier']) ?? derivedLocalId(fields);
  if (localId === undefined) return undefined;
  const key = keyText(localId);
  const code = validCreditCode(fields);
  const creditCodes = code === undefined ? [] : [code];
  return { id: partyRecordId(by.system, key), system: by.system, localId: key, fields, creditCodes };
}

/** The keys of a party record as its fields stand now. */
export function partyKeys(fields: PartyFields): PartyKey[] {
  const keys = new Map<string, PartyKey>();
  const add = (kind: PartyKeyKind, ...parts: string[]): void => {
    if (parts.includes('')) return;
    const value = keyText(parts.join(' '));
    keys.set(`${kind}:${value}`, { kind, value });
  };
  const name = normaliseCompanyName(textOf(fields['name']?.value) ?? '');
  add('name', name);
  add('credit-code', validCreditCode(fields) ?? '');
  for (const phone of phonesOf(fields)) {
    add('phone', phone);
    add('name-phone', name, phone);
  }
  add('name-address', name, normaliseAddress(addressText(fields['address']?.value)));
  return [...keys.values()];
}

/** Whether two states of a party record have the same keys for certain, without working them out. */
export function sameKeyFields(a: PartyFields, b: PartyFields): boolean {
  return keyFields.every((name) => equalJson(a[name]?.value, b[name]?.value));
}

/** Parts of an address in one line, as people write it. */
function addressText(address: PlainValue | undefined): string {
  if (typeof address === 'string') return address;
  if (typeof address !== 'object' || address === null || Array.isArray(address)) return '';
  const line = textOf(address['line']) ?? '';
  const area = ['province', 'city', 'district'].map((part) => textOf(address[part]) ?? '');
  return area.filter((part) => part !== '' && !line.includes(part)).join('') + line;
}

export function phonesOf(fields: PartyFields): string[] {
  const contacts = listOf(fields['contacts']?.value).map((contact) =>
    typeof contact === 'object' && contact !== null && !Array.isArray(contact) ? contact['phone'] : undefined,
  );
  const written = [...listOf(fields['phones']?.value), ...contacts].flatMap((phone) => textOf(phone) ?? []);
  return [...new Set(written.map(normalisePhone))].filter((phone) => phone !== '');
}

function derivedLocalId(fields: PartyFields): string | undefined {
  const name = normaliseCompanyName(textOf(fields['name']?.value) ?? '');
  const proof = validCreditCode(fields) ?? phonesOf(fields)[0] ?? '';
  if (name === '' && proof === '') return undefined;
  return `~${sha256(`${name}\u001f${proof}`).slice(0, 32)}`;
}

function validCreditCode(fields: PartyFields): string | undefined {
  const code = textOf(fields['creditCode']?.value);
  if (code === undefined) return undefined;
  const normal = identifiers['credit-code'].normalise(code);
  return identifiers['credit-code'].check(normal).ok ? normal : undefined;
}

function textOf(value: PlainValue | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function listOf(value: PlainValue | undefined): readonly PlainValue[] {
  return Array.isArray(value) ? value : [];
}

/** Whatever the order of members: the database gives them back in its own. */
function equalJson(a: PlainValue | undefined, b: PlainValue | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => equalJson((a as Members)[name], (b as Members)[name]))
  );
}
