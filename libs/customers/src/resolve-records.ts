import type { Cluster, MatchRecord, PairDecision } from './match-record.js';
import { compareTexts, Resolution } from './resolution.js';

/**
 * Says which party records are one customer: a pure function of the set of records and decisions, whatever their order.
 *
 * 1. People's decisions, the newest first; one that contradicts newer ones has no effect.
 * 2. Records of the same credit code are one customer, unless a person keeps them apart.
 * 3. Records without a code that share a soft key, directly or through each other, are one group. A group that touches
 *    the records of exactly one credit code joins them; one that touches several stays apart and needs review, so that
 *    two codes never merge through a third record.
 */
export function resolveRecords(
  records: readonly MatchRecord[],
  decisions: readonly PairDecision[],
): Cluster[] {
  const sorted = [...records].sort((a, b) => compareTexts(a.sortKey, b.sortKey));
  const resolution = new Resolution(sorted);
  resolution.decide(decisions);
  resolution.joinByCode();
  resolution.joinBySoftKeys();
  return resolution.clusters();
}
