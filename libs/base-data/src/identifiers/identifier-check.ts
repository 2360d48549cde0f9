export type IdentifierName =
  | 'credit-code'
  | 'container-number'
  | 'uic-wagon-number'
  | 'cn-wagon-number'
  | 'waybill-number'
  | 'demand-number'
  | 'resident-id'
  | 'phone'
  | 'awb';

export type IdentifierResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'malformed' }
  /** `expected` is the check character that the rest of the number asks for. */
  | { readonly ok: false; readonly reason: 'check-digit'; readonly expected: string };

export interface IdentifierCheck {
  readonly name: IdentifierName;
  readonly zh: string;
  readonly en: string;
  /** The form in which the number is stored and compared; what has no such form comes back cleaned, never empty-handed. */
  normalise(text: string): string;
  /** Judges the normalised form, so full-width characters, blanks and hyphens are no fault. */
  check(text: string): IdentifierResult;
  /** Executed by the tests. */
  readonly vectors: { readonly valid: readonly string[]; readonly invalid: readonly string[] };
}

export const valid: IdentifierResult = Object.freeze({ ok: true });
export const malformed: IdentifierResult = Object.freeze({ ok: false, reason: 'malformed' });

/** Valid when the check character that stands there is the one that is asked for. */
export function comparedWith(actual: string, expected: string): IdentifierResult {
  return actual === expected ? valid : { ok: false, reason: 'check-digit', expected };
}
