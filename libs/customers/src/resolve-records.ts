import { compareTexts, Resolution } from './resolution.js';

/** A party record as matching sees it. */
export interface MatchRecord {
  /** Its party record id, which is also the id of a customer that has no credit code. */
  readonly id: string;
  /** Sorts records the same way wherever they came from first. */
  readonly sortKey: string;
  /** The credit code, only when its check character is right. */
  readonly creditCode?: string;
  /** Name with phone, name with address: records without a code match by sharing one. */
  readonly softKeys: readonly string[];
}

/** What a person decided about two records; it overrides the rules, and a newer decision overrides an older one. */
export interface PairDecision {
  readonly first: string;
  readonly second: string;
  readonly verdict: 'same' | 'different';
  /** Sorts decisions from old to new. */
  readonly sortKey: string;
}

export interface Cluster {
  readonly customerId: string;
  /** Party record ids, in the order of their sort keys. */
  readonly recordIds: readonly string[];
  /** The rules alone could not tell where all of its records belong. */
  readonly needsReview: boolean;
}

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
