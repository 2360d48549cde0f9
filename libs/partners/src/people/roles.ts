import type { Scope } from '../credential.entity.js';

/**
 * What each role may do. Nobody has a scope that is not in this table; routes name the scopes that they need
 * (`docs/security.md` shows both).
 */
export const scopesOfRoles = {
  // keeps messages flowing: sees what is stuck, releases, resolves, pauses
  operator: ['operations', 'base-data', 'customers'],
  // connects systems and partners
  integrator: ['operations', 'base-data', 'secrets'],
  // reads figures and customers, changes nothing
  analyst: ['base-data', 'customers'],
  // reads who did what, changes nothing
  auditor: ['audit', 'base-data'],
  // gives others their roles, keeps the secrets
  administrator: ['people', 'secrets', 'audit', 'base-data'],
} as const satisfies Readonly<Record<string, readonly Scope[]>>;

export type Role = keyof typeof scopesOfRoles;
export const roles = Object.keys(scopesOfRoles) as readonly Role[];

/** Scopes whose routes show a person with few partners no others. */
const scopesWithinPartners: readonly string[] = ['base-data'];

export function isRole(text: string): text is Role {
  return Object.hasOwn(scopesOfRoles, text);
}

/**
 * The scopes of a person.
 * @param partners the only ones whose messages the person may see; such a person may read, and change nothing
 */
export function scopesOf(
  held: readonly Role[],
  partners: readonly string[] | undefined,
): readonly (Scope | 'messages:read')[] {
  const all = [...new Set(held.flatMap((role): readonly Scope[] => scopesOfRoles[role]))];
  if (partners === undefined) return all;
  const seesMessages = all.includes('operations');
  const within = all.filter((scope) => scopesWithinPartners.includes(scope));
  return seesMessages ? ['messages:read', ...within] : within;
}
