import type { JWTPayload } from 'jose';
import { isGrantedScope } from '../granted-scopes.js';
import { isRole, scopesOf } from '../people/roles.js';
import { personId, type Principal } from '../principal.js';

/** A token that is to be believed. */
export interface VerifiedToken {
  readonly principal: Principal;
  readonly expiresAtMs: number;
  /** SHA-256 of the certificate that its holder has to show, in base64url (RFC 8705). */
  readonly certificate?: string;
  /** Of a person that has logged in here. */
  readonly session?: string;
}

/** Where a foreign token says what we need to know. */
export interface ClaimNames {
  /** The partner that the holder acts for. */
  readonly partner: string;
  /** A text with blanks, or a list. */
  readonly scope: string;
  /** A person's roles. */
  readonly roles: string;
  /** A person's partners; all when absent. */
  readonly partners: string;
}

const ownClaims: ClaimNames = { partner: 'client_id', scope: 'scope', roles: 'roles', partners: 'partners' };

/**
 * Who a token speaks for: somebody with roles is a person, who may do what the roles say and nothing that the token says
 * itself; everybody else is the partner or client that it names.
 */
export function principalOf(payload: JWTPayload, claims = ownClaims): Principal | undefined {
  const roles = listOf(claimOf(payload, claims.roles)).filter(isRole);
  if (roles.length > 0) {
    const named = claimOf(payload, claims.partners);
    const partners = named === undefined ? undefined : listOf(named);
    const scopes = scopesOf(roles, partners);
    return {
      id: personId(payload.sub!),
      kind: 'person',
      scopes,
      roles,
      ...(partners === undefined ? {} : { partners }),
    };
  }
  const id = claimOf(payload, claims.partner);
  if (typeof id !== 'string' || id === '') return undefined;
  const scopes = listOf(claimOf(payload, claims.scope)).filter(isGrantedScope);
  return { id, kind: 'system', scopes, roles: [] };
}

/** A claim by its name; dots lead into objects when no claim has the whole name (`realm_access.roles`). */
function claimOf(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  return name
    .split('.')
    .reduce<unknown>(
      (at, part) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, part)
          ? (at as Record<string, unknown>)[part]
          : undefined,
      payload,
    );
}

function listOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(' ').filter((one) => one !== '');
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
