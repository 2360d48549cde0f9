export type Verdict = 'accepted' | 'refused' | 'duplicate' | 'quarantined';

export interface FaultOutcome {
  readonly verdict: Verdict;
  /** The hub names at least one of these. */
  readonly issueCodes: readonly string[];
}

/** What can go wrong, and what the hub must make of it. */
export const faultOutcomes = {
  'wrong-declared-encoding': { verdict: 'refused', issueCodes: ['charset-mismatch', 'charset-invalid'] },
  'not-well-formed': { verdict: 'refused', issueCodes: ['xml-not-well-formed', 'json-not-well-formed'] },
  'unknown-station': { verdict: 'refused', issueCodes: ['code-not-listed'] },
  'unknown-depot': { verdict: 'quarantined', issueCodes: ['code-not-listed'] },
  'unknown-category': {
    verdict: 'refused',
    issueCodes: ['value-not-allowed', 'value-pattern', 'rule-violated'],
  },
  'unknown-status': {
    verdict: 'refused',
    issueCodes: ['value-not-allowed', 'value-pattern', 'rule-violated'],
  },
  'wrong-credit-code': { verdict: 'refused', issueCodes: ['check-digit-wrong'] },
  'wrong-container-check': { verdict: 'refused', issueCodes: ['check-digit-wrong'] },
  'missing-field': { verdict: 'refused', issueCodes: ['element-missing', 'element-unexpected'] },
  'impossible-date': { verdict: 'refused', issueCodes: ['date-impossible', 'value-type', 'value-pattern'] },
  'not-a-number': {
    verdict: 'refused',
    issueCodes: ['value-type', 'value-pattern', 'value-not-convertible'],
  },
  'wrong-column-count': { verdict: 'refused', issueCodes: ['csv-column-count', 'record-length'] },
  'exact-duplicate': { verdict: 'duplicate', issueCodes: ['reference-repeated'] },
  'reference-conflict': { verdict: 'refused', issueCodes: ['reference-conflict'] },
  'unknown-sender': { verdict: 'quarantined', issueCodes: ['sender-unknown'] },
  'late-status': { verdict: 'accepted', issueCodes: [] },
  'out-of-order-status': { verdict: 'accepted', issueCodes: [] },
} as const satisfies Record<string, FaultOutcome>;

export type FaultKind = keyof typeof faultOutcomes;
