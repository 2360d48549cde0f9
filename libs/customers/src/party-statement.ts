import type { PlainValue } from '#libs/message';
import { canonicalJson } from './stored-text.js';

/** One field of a party as a source system last stated it. */
export interface FieldStatement {
  readonly value: PlainValue;
  /** ISO 8601 in UTC with milliseconds: compares as text. */
  readonly asOf: string;
  readonly messageId: string;
}

export type PartyFields = Readonly<Record<string, FieldStatement>>;

/** What one system says of one party: the key of the party record, and its fields. */
export interface PartyStatement {
  /** `partyRecordId(system, localId)` */
  readonly id: string;
  readonly system: string;
  readonly localId: string;
  readonly fields: PartyFields;
  /** Every valid credit code that the system ever gave this party: an id made from it resolves for good. */
  readonly creditCodes: readonly string[];
}

/**
 * Last writer wins, field by field: the later `asOf`; of the same time the greater value; of the same value the smaller
 * message id. Associative, commutative and idempotent, so that order, batches and repetitions do not matter.
 */
export function mergeFields(present: PartyFields, stated: PartyFields): PartyFields {
  let merged: Record<string, FieldStatement> | undefined;
  for (const [name, statement] of Object.entries(stated)) {
    const before = Object.hasOwn(present, name) ? present[name] : undefined;
    if (before !== undefined && !supersedes(statement, before)) continue;
    merged ??= { ...present };
    merged[name] = statement;
  }
  return merged ?? present;
}

/** All that a batch says of its parties, one statement per party, by party record id. */
export function mergeStatements(statements: readonly PartyStatement[]): Map<string, PartyStatement> {
  const merged = new Map<string, PartyStatement>();
  for (const statement of statements) {
    const present = merged.get(statement.id);
    merged.set(statement.id, present === undefined ? statement : mergeTwo(present, statement));
  }
  return merged;
}

function mergeTwo(present: PartyStatement, stated: PartyStatement): PartyStatement {
  return {
    ...present,
    fields: mergeFields(present.fields, stated.fields),
    creditCodes: [...new Set([...present.creditCodes, ...stated.creditCodes])],
  };
}

function supersedes(stated: FieldStatement, present: FieldStatement): boolean {
  if (stated.asOf !== present.asOf) return stated.asOf > present.asOf;
  const [value, before] = [canonicalJson(stated.value), canonicalJson(present.value)];
  if (value !== before) return value > before;
  return stated.messageId < present.messageId;
}
