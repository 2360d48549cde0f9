import type { ChannelContext } from './channel.js';

/**
 * The active values of a secret that a connection names, the newest first: two while it is being rotated.
 * @throws SecretMissing when there is none
 */
export async function activeSecrets(
  name: string,
  { secrets }: Pick<ChannelContext, 'secrets'>,
): Promise<readonly [Buffer, ...Buffer[]]> {
  const [newest, ...others] = await secrets(name);
  if (newest === undefined) throw new SecretMissing(name);
  return [newest, ...others];
}

/** The connection names a secret that has no active value: nothing can be sent until somebody puts one. */
export class SecretMissing extends Error {
  constructor(name: string) {
    super(`the secret "${name}" has no active value`);
  }
}
