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
