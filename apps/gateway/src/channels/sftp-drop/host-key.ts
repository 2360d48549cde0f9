import { Injectable } from '@nestjs/common';
import ssh2 from 'ssh2';
import { fingerprintOf } from '#libs/channels';
import { SecretStore } from '#libs/partners';
import { Telemetry } from '#libs/telemetry';

const owner = 'bianzu';
const name = 'sftp-host-key';

/** The key that shows partners that it is us: made once for the installation, the same in all gateways. */
@Injectable()
export class HostKey {
  constructor(
    private readonly secrets: SecretStore,
    private readonly telemetry: Telemetry,
  ) {}

  /**
   * When two make one at the same time, the older stays.
   * @throws NoSecretKey
   */
  async shown(): Promise<{ key: Buffer; fingerprint: string }> {
    let known = await this.secrets.active(owner, name);
    if (known.length === 0) {
      const made = ssh2.utils.generateKeyPairSync('ed25519', { comment: owner });
      await this.secrets.put(owner, name, Buffer.from(made.private), { actor: 'system' });
      known = await this.secrets.active(owner, name);
    }
    const key = known.at(-1)!;
    const parsed = ssh2.utils.parseKey(key);
    if (parsed instanceof Error)
      throw new Error(`the secret ${owner}/${name} is no private key: ${parsed.message}`);
    return { key, fingerprint: fingerprintOf([parsed].flat()[0]!.getPublicSSH()) };
  }

  /** Partners compare the fingerprint: it is told whatever the level of the log is. */
  announce(address: string, fingerprint: string): void {
    this.telemetry.log.announce(`SFTP on ${address}, host key ${fingerprint}`);
  }
}
