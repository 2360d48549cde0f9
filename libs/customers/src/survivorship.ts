import { identifiers, type IdentifierName } from '#libs/base-data';
import type { PlainValue } from '#libs/message';
import type { FieldStatement, PartyFields } from './party-statement.js';
import { canonicalJson } from './stored-text.js';

/** Decides between two statements about one field; those that leave a tie pass it on to the next. */
export type Criterion =
  | 'latest'
  | 'longest'
  | 'most-frequent'
  | { readonly systems: readonly string[] }
  | { readonly valid: IdentifierName };

/** `all` keeps every different item of a list field instead of choosing one statement. */
export type FieldRule = readonly Criterion[] | 'all';

export interface SurvivorshipRules {
  readonly default: FieldRule;
  readonly fields: Readonly<Record<string, FieldRule>>;
}

/** A party record as survivorship sees it. */
export interface SourceFields {
  readonly system: string;
  readonly localId: string;
  readonly fields: PartyFields;
}

/** A value and where it comes from: the system, its own number of the party, the message, and the time it speaks of. */
export interface SourcedValue extends FieldStatement {
  readonly system: string;
  readonly localId: string;
}

export interface GoldenField extends SourcedValue {
  /** What the other party records say, best first; the same value from elsewhere included. */
  readonly alternatives: readonly SourcedValue[];
}

/** The golden record (黄金记录) of the party records of one customer, whatever their order. */
export function goldenFields(
  sources: readonly SourceFields[],
  rules: SurvivorshipRules,
): Record<string, GoldenField> {
  const statements = new Map<string, SourcedValue[]>();
  for (const { system, localId, fields } of sources) {
    for (const [name, statement] of Object.entries(fields)) {
      statements.set(name, [...(statements.get(name) ?? []), { ...statement, system, localId }]);
    }
  }
  const golden: Record<string, GoldenField> = {};
  for (const name of [...statements.keys()].sort()) {
    const rule = Object.hasOwn(rules.fields, name) ? rules.fields[name]! : rules.default;
    golden[name] = survivor(statements.get(name)!, rule);
  }
  return golden;
}

function survivor(statements: readonly SourcedValue[], rule: FieldRule): GoldenField {
  const order = byCriteria(rule === 'all' ? ['latest'] : rule, statements);
  const [best, ...alternatives] = [...statements].sort(order);
  const value = rule === 'all' ? unionOf([best!, ...alternatives]) : best!.value;
  return { ...best!, value, alternatives };
}

function byCriteria(
  criteria: readonly Criterion[],
  statements: readonly SourcedValue[],
): (a: SourcedValue, b: SourcedValue) => number {
  const scores = criteria.map((criterion) => scoreOf(criterion, statements));
  return (a, b) => {
    for (const score of scores) {
      const [left, right] = [score(a), score(b)];
      if (left !== right) return left > right ? -1 : 1;
    }
    return compare(canonicalJson(a.value), canonicalJson(b.value)) || compare(sourceOf(a), sourceOf(b));
  };
}

/** The higher, the better; texts of one criterion compare as texts. */
function scoreOf(
  criterion: Criterion,
  statements: readonly SourcedValue[],
): (statement: SourcedValue) => number | string {
  if (criterion === 'latest') return ({ asOf }) => asOf;
  if (criterion === 'longest') return ({ value }) => [...textOf(value)].length;
  if (criterion === 'most-frequent') {
    const counts = new Map<string, number>();
    for (const { value } of statements) {
      counts.set(canonicalJson(value), (counts.get(canonicalJson(value)) ?? 0) + 1);
    }
    return ({ value }) => counts.get(canonicalJson(value))!;
  }
  if ('valid' in criterion) {
    const identifier = identifiers[criterion.valid];
    return ({ value }) => (identifier.check(textOf(value)).ok ? 1 : 0);
  }
  const { systems } = criterion;
  return ({ system }) => (systems.includes(system) ? -systems.indexOf(system) : -systems.length);
}

function unionOf(statements: readonly SourcedValue[]): PlainValue {
  const items = new Map<string, PlainValue>();
  for (const { value } of statements) {
    for (const item of Array.isArray(value) ? value : [value]) {
      const text = canonicalJson(item);
      if (!items.has(text)) items.set(text, item);
    }
  }
  return [...items.values()];
}

function textOf(value: PlainValue): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}

function sourceOf({ system, localId }: SourcedValue): string {
  return `${system}\u001f${localId}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
