import type { Scope } from '../credential.entity.js';

/**
 * What each role may do. Nobody has a scope that is not in this table; routes name the scopes that they need
 * (`docs/security.md` shows both). Scopes that are in no line are for partners and their systems: `messages`, `tracking`,
 * `orders`, `webhooks`.
 */
export const scopesOfRoles = {
  // keeps messages flowing: sees what is stuck, releases, resolves, pauses, activates what somebody else has proposed
  operator: ['operations', 'code-lists', 'base-data', 'customers', 'statistics'],
  // connects systems and partners: agreements, channels, their secrets and clients
  integrator: ['operations', 'secrets', 'code-lists', 'base-data'],
  // reads figures, customers, orders and courses, and sends reports; changes nothing
  analyst: ['statistics', 'oversight', 'customers', 'base-data'],
  // reads who did what, changes nothing
  auditor: ['audit', 'base-data'],
  // gives others their roles, keeps the secrets
  administrator: ['people', 'secrets', 'audit', 'base-data'],
} as const satisfies Readonly<Record<string, readonly Scope[]>>;

export type Role = keyof typeof scopesOfRoles;
export const roles = Object.keys(scopesOfRoles) as readonly Role[];

/** Scopes whose routes show a person with few partners no others. */
const scopesWithinPartners: readonly string[] = ['base-data', 'oversight'];

/**
 * What may be granted to a client by people over the interface: what partners and their systems need, and nothing by which
 * somebody could get more than the own roles give.
 */
export const scopesOfClients: readonly string[] = [
  'messages',
  'base-data',
  'customers',
  'tracking',
  'orders',
  'webhooks',
  'statistics',
] satisfies readonly Scope[];

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
  const within = all.filter((scope) => scopesWithinPartners.includes(scope));
  return all.includes('operations') ? ['messages:read', 'oversight', ...within] : within;
}
