import type { EntityManager } from 'typeorm';
import {
  decisionsOn,
  keysOfRecords,
  linksOf,
  recordsOfKeys,
  writeClusters,
  type KeyRow,
} from './linking-sql.js';
import type { PartyKey } from './party-facts.js';
import type { MatchRecord, PairDecision } from './match-record.js';
import { resolveRecords } from './resolve-records.js';

/**
 * Matches again everything that the seeds reach through keys and through decisions "same", and puts each record under
 * its customer. The caller holds the matching lock. Seeds are the records whose keys changed or that a decision names,
 * and those that shared a key which is gone.
 */
export async function linkParties(manager: EntityManager, seeds: readonly string[]): Promise<void> {
  const { recordIds, keys, decisions } = await reach(manager, seeds);
  const links = await linksOf(manager, recordIds);
  const keysByRecord = new Map<string, KeyRow[]>(links.map((link) => [link.id, []]));
  for (const key of keys) keysByRecord.get(key.partyRecordId)?.push(key);
  const records = links.map((link) =>
    matchRecord(link.id, [link.system, link.localId], keysByRecord.get(link.id)!),
  );
  const former = links.flatMap((link) => link.customerId ?? []);
  await writeClusters(manager, resolveRecords(records, decisions), [...new Set(former)]);
}

interface Reach {
  readonly recordIds: readonly string[];
  readonly keys: readonly KeyRow[];
  readonly decisions: readonly PairDecision[];
}

/** Breadth first: every record and every key is asked for once. */
async function reach(manager: EntityManager, seeds: readonly string[]): Promise<Reach> {
  const records = new Set<string>();
  const seenKeys = new Set<string>();
  const keys: KeyRow[] = [];
  const decisions = new Map<string, PairDecision>();
  let frontier = [...new Set(seeds)];
  while (frontier.length > 0) {
    for (const id of frontier) records.add(id);
    const found = await keysOfRecords(manager, frontier);
    keys.push(...found);
    const fresh = new Map<string, PartyKey>();
    for (const key of found) {
      const name = `${key.kind}:${key.value}`;
      if (!seenKeys.has(name)) fresh.set(name, key);
      seenKeys.add(name);
    }
    const next = fresh.size === 0 ? [] : await recordsOfKeys(manager, [...fresh.values()]);
    for (const decision of await decisionsOn(manager, frontier)) {
      decisions.set(decision.sortKey, decision);
      if (decision.verdict === 'same') next.push(decision.first, decision.second);
    }
    frontier = [...new Set(next)].filter((id) => !records.has(id));
  }
  return { recordIds: [...records], keys, decisions: [...decisions.values()] };
}

function matchRecord(id: string, sortKey: readonly string[], keys: readonly KeyRow[]): MatchRecord {
  return {
    id,
    sortKey: sortKey.join('\u001f'),
    creditCode: keys.find((key) => key.kind === 'credit-code')?.value,
    softKeys: keys.filter((key) => key.kind !== 'credit-code').map((key) => `${key.kind}:${key.value}`),
  };
}
