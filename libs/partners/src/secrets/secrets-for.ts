import type { SecretStore } from './secret-store.js';

/** Whose the secrets are that all partners see the same of, as our key and certificate for AS2. */
export const ownOwner = 'own';

/** A partner's secrets of this name, the newest first; when there is none, our own. */
export async function secretsFor(
  secrets: Pick<SecretStore, 'active'>,
  partner: string,
  name: string,
): Promise<readonly Buffer[]> {
  const theirs = await secrets.active(partner, name);
  return theirs.length > 0 ? theirs : secrets.active(ownOwner, name);
}
