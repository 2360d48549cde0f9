import type { EntityManager } from 'typeorm';
import { linkParties } from './link-parties.js';
import { keysOfRecords, recordsOfKeys } from './linking-sql.js';
import { partyKeys, sameKeyFields } from './party-facts.js';
import { mergeFields, type PartyStatement } from './party-statement.js';
import { customerIdOfCreditCode } from './stable-id.js';
import {
  lockMatching,
  lockParties,
  readParties,
  replaceKeys,
  writeAliases,
  writeParties,
  type StoredParty,
} from './store-sql.js';

/** How the statements of a batch change what is stored. */
interface PartyChanges {
  /** Merged states that differ from the stored ones. */
  readonly changed: readonly PartyStatement[];
  /** Those of them that are new or whose match keys may have changed. */
  readonly rekeyed: readonly PartyStatement[];
  /** Credit codes that a party record never had before. */
  readonly aliases: readonly { readonly aliasId: string; readonly partyRecordId: string }[];
}

/**
 * Writes what a batch says of its parties. Most batches say nothing new of most of them, and since later states only add
 * to what is committed, those need no lock: they are found out by reading. Of the rest, mostly the keys stay as they are;
 * then only the records themselves are locked. When keys change, that look is undone and the matching lock taken before
 * any record is locked, so that nobody ever waits for it while holding records.
 */
export async function applyParties(
  manager: EntityManager,
  stated: ReadonlyMap<string, PartyStatement>,
): Promise<void> {
  const news = await newsIn(manager, stated);
  if (news.size === 0) return;
  await manager.query('SAVEPOINT customers_parties');
  let changes = await lockAndMerge(manager, news);
  if (changes.rekeyed.length > 0) {
    await manager.query('ROLLBACK TO SAVEPOINT customers_parties');
    await lockMatching(manager);
    changes = await lockAndMerge(manager, news);
  }
  await manager.query('RELEASE SAVEPOINT customers_parties');
  if (changes.changed.length === 0) return;
  await writeParties(manager, changes.changed);
  if (changes.aliases.length > 0) await writeAliases(manager, changes.aliases);
  if (changes.rekeyed.length > 0) await rekey(manager, changes.rekeyed);
}

async function newsIn(
  manager: EntityManager,
  stated: ReadonlyMap<string, PartyStatement>,
): Promise<ReadonlyMap<string, PartyStatement>> {
  if (stated.size === 0) return stated;
  const { changed } = changesIn(stated, await readParties(manager, [...stated.keys()]));
  return new Map(changed.map(({ id }) => [id, stated.get(id)!]));
}

async function lockAndMerge(
  manager: EntityManager,
  stated: ReadonlyMap<string, PartyStatement>,
): Promise<PartyChanges> {
  return changesIn(stated, await lockParties(manager, [...stated.keys()]));
}

function changesIn(
  stated: ReadonlyMap<string, PartyStatement>,
  stored: readonly StoredParty[],
): PartyChanges {
  const present = new Map(stored.map((party) => [party.id, party]));
  const changed: PartyStatement[] = [];
  const rekeyed: PartyStatement[] = [];
  const aliases: PartyChanges['aliases'][number][] = [];
  for (const statement of stated.values()) {
    const before = present.get(statement.id);
    const fields = before === undefined ? statement.fields : mergeFields(before.fields, statement.fields);
    const known = before?.creditCodes ?? [];
    const fresh = statement.creditCodes.filter((code) => !known.includes(code));
    if (fields === before?.fields && fresh.length === 0) continue;
    const merged = { ...statement, fields, creditCodes: [...known, ...fresh].sort() };
    changed.push(merged);
    if (before === undefined || !sameKeyFields(before.fields, fields)) rekeyed.push(merged);
    for (const code of fresh)
      aliases.push({ aliasId: customerIdOfCreditCode(code), partyRecordId: statement.id });
  }
  return { changed, rekeyed, aliases };
}

async function rekey(manager: EntityManager, parties: readonly PartyStatement[]): Promise<void> {
  const ids = parties.map((party) => party.id);
  const former = await keysOfRecords(manager, ids);
  const neighbours = former.length === 0 ? [] : await recordsOfKeys(manager, former);
  await replaceKeys(manager, new Map(parties.map((party) => [party.id, partyKeys(party.fields)])));
  await linkParties(manager, [...ids, ...neighbours]);
}
