import ssh2 from 'ssh2';
import { fingerprintOf } from '#libs/channels';
import type { SecretStore } from '#libs/partners';

const owner = 'bianzu';
const name = 'sftp-host-key';

/**
 * The key that shows partners that it is us: made once for the installation, the same in all gateways. When two make one at the
 * same time, the older stays.
 * @throws NoSecretKey
 */
export async function hostKey(secrets: SecretStore): Promise<{ key: Buffer; fingerprint: string }> {
  let known = await secrets.active(owner, name);
  if (known.length === 0) {
    const made = ssh2.utils.generateKeyPairSync('ed25519', { comment: owner });
    await secrets.put(owner, name, Buffer.from(made.private), { actor: 'system' });
    known = await secrets.active(owner, name);
  }
  const key = known.at(-1)!;
  const parsed = ssh2.utils.parseKey(key);
  if (parsed instanceof Error)
    throw new Error(`the secret ${owner}/${name} is no private key: ${parsed.message}`);
  return { key, fingerprint: fingerprintOf([parsed].flat()[0]!.getPublicSSH()) };
}
