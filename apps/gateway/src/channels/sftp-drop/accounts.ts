import { Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import ssh2, { type AuthContext, type ParsedKey } from 'ssh2';
import type { SftpDropSettings } from '#libs/channels';
import { destinationsOver } from '#libs/deliveries';
import { SecretStore } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';

/** A partner that may lay down files. */
export interface Account {
  readonly partner: string;
  readonly settings: SftpDropSettings;
}

/** Who may come in: the connections of channel `sftp-drop` of the active configuration, at this moment. */
@Injectable()
export class Accounts {
  constructor(
    private readonly configuration: LiveConfiguration,
    private readonly secrets: SecretStore,
  ) {}

  /** The account that this attempt proves; undefined when it proves none. A key without a signature only asks whether it would do. */
  async proven(attempt: AuthContext): Promise<Account | undefined> {
    const account = this.of(attempt.username);
    if (attempt.method === 'publickey')
      return account !== undefined && holdsKey(account, attempt) ? account : undefined;
    if (attempt.method !== 'password') return undefined;
    const { password } = account?.settings ?? {};
    const values =
      account === undefined || password === undefined
        ? []
        : await this.secrets.active(account.partner, password);
    const isRight = values.filter((value) => isSame(value, Buffer.from(attempt.password))).length > 0;
    return isRight ? account : undefined;
  }

  /** The destinations whose messages are laid out for it. */
  destinationsOf({ partner }: Account): string[] {
    return destinationsOver(this.configuration.current.routing, partner, 'sftp-drop');
  }

  private of(user: string): Account | undefined {
    for (const { id, channels, connections } of this.configuration.current.routing.partners)
      for (const { channel, settings } of channels.includes('sftp') ? connections.values() : []) {
        const drop = settings as SftpDropSettings;
        if (channel === 'sftp-drop' && drop.user === user) return { partner: id, settings: drop };
      }
    return undefined;
  }
}

function holdsKey({ settings }: Account, attempt: Extract<AuthContext, { method: 'publickey' }>): boolean {
  const key = (settings.keys ?? [])
    .flatMap(parsed)
    .find((one) => isSame(one.getPublicSSH(), attempt.key.data));
  if (key === undefined) return false;
  const { signature, blob, hashAlgo } = attempt;
  return signature === undefined || blob === undefined || key.verify(blob, signature, hashAlgo) === true;
}

function parsed(line: string): ParsedKey[] {
  const key = ssh2.utils.parseKey(line);
  return key instanceof Error ? [] : [key].flat();
}

/** Takes as long whether much or little of it is right. */
function isSame(a: Buffer, b: Buffer): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
