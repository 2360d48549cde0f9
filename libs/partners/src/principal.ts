import type { GrantedScope } from './credential.entity.js';

/** Who is calling, and what they may do. */
export interface Principal {
  /** Id of a partner or source system, `person:<name>`, or name of an operator's token. */
  readonly id: string;
  /** `partner`: a party of the agreements; `person`: somebody with roles; `system`: whoever holds an access token of ours. */
  readonly kind: 'partner' | 'person' | 'system';
  readonly scopes: readonly GrantedScope[];
  /** Of a person; the scopes come from them. */
  readonly roles: readonly string[];
  /** A person sees only what is of these partners; absent for all. */
  readonly partners?: readonly string[];
  /** Of a person that has logged in here. */
  readonly session?: string;
}

/** People have ids of a form that no partner has: whoever takes a partner's name as a person gets nothing of the partner. */
export function personId(name: string): string {
  return `person:${name}`;
}
