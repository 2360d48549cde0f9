import { fromPlainValue, locationOf, type DocumentNode, type Path, type PlainValue } from '#libs/message';
import type { CanonicalEffect } from '#libs/journey';
import { partyStatement } from './party-facts.js';
import type { PartyStatement } from './party-statement.js';
import type { RecordDefinition } from './record-definition.js';
import { businessRecordId } from './stable-id.js';
import { keyText, sha256, storableJson, storableText, utcTime } from './stored-text.js';

/** A business record as one message states it; its parties and keys belong to this statement and go with it. */
export interface RecordRow {
  readonly id: string;
  readonly kind: string;
  readonly system: string;
  readonly number: string;
  readonly type: string;
  readonly version: number;
  readonly asOf: string;
  readonly messageId: string;
  /** Hash of the document's content. */
  readonly revision: string;
  /** JSON text, ready to be stored. */
  readonly document: string;
  readonly parties: readonly { readonly role: string; readonly partyRecordId: string }[];
  readonly keys: readonly { readonly type: string; readonly value: string }[];
}

export interface EffectRows {
  readonly record: RecordRow;
  readonly parties: readonly PartyStatement[];
}

/** Longest list of keys that one document may bring, and of parties. */
const maxLinks = 500;

/** What one canonical message writes. A message without a number is kept under its own message id. */
export function effectRows(effect: CanonicalEffect, definition: RecordDefinition): EffectRows {
  const root = fromPlainValue(effect.value);
  const asOf = utcTime(definition.asOf.first(root)?.text, effect.receivedAt);
  const number = keyText(textAt(definition.number, root) ?? `${effect.messageId}/${effect.ordinal}`);
  const document = storableJson(effect.value);
  const parties = partiesOf(effect, definition, root, asOf);
  return {
    parties: parties.map((party) => party.statement),
    record: {
      id: businessRecordId(definition.kind, effect.system, number),
      kind: definition.kind,
      system: effect.system,
      number,
      type: effect.type,
      version: effect.version,
      asOf,
      messageId: effect.messageId,
      revision: sha256(document).slice(0, 32),
      document,
      parties: distinct(parties.map(({ role, statement }) => ({ role, partyRecordId: statement.id }))),
      keys: keysOf(definition, root),
    },
  };
}

/** Of two statements about one record the one that counts, by the same rule as the database's. */
export function supersedes(stated: RecordRow, present: RecordRow): boolean {
  if (stated.asOf !== present.asOf) return stated.asOf > present.asOf;
  if (stated.revision !== present.revision) return stated.revision > present.revision;
  return stated.messageId < present.messageId;
}

function partiesOf(
  { system, messageId, value }: CanonicalEffect,
  definition: RecordDefinition,
  root: DocumentNode,
  asOf: string,
): { role: string; statement: PartyStatement }[] {
  return definition.parties.flatMap(({ path, role }) =>
    path
      .select(root)
      .slice(0, maxLinks)
      .flatMap((node) => {
        const statement = partyStatement(plainValueOf(node, value), { system, asOf, messageId });
        return statement === undefined ? [] : [{ role, statement }];
      }),
  );
}

/** The part of the plain value that a node was made from: cheaper than making it again. */
function plainValueOf(node: DocumentNode, root: PlainValue): PlainValue | undefined {
  let at: PlainValue | undefined = root;
  for (const step of (locationOf(node, 'json').path ?? '').split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string, PlainValue>)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return at;
}

function keysOf(definition: RecordDefinition, root: DocumentNode): { type: string; value: string }[] {
  const found = definition.keys.flatMap(({ path, type }) =>
    path.select(root).flatMap((node) => {
      const value = keyText(node.text ?? '');
      return value === '' ? [] : [{ type, value }];
    }),
  );
  return distinct(found).slice(0, maxLinks);
}

function distinct<T extends Record<string, string>>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [Object.values(row).join('\u001f'), row])).values()];
}

function textAt(path: Path, root: DocumentNode): string | undefined {
  const text = path.first(root)?.text?.trim();
  return text === undefined || text === '' ? undefined : storableText(text);
}
