import type { AuthenticationType, AnyAuthMethod } from 'ssh2';
import { activeSecrets } from '../active-secrets.js';
import type { ChannelContext } from '../channel.js';
import type { SftpSettings } from './settings.schema.js';

/** Every way to log in, in the order in which they are tried: keys before passwords, the newest of each first. */
export async function waysToLogIn(
  settings: SftpSettings,
  context: Pick<ChannelContext, 'secrets'>,
): Promise<AnyAuthMethod[]> {
  const { user: username, privateKey, passphrase, password } = settings;
  const keys = privateKey === undefined ? [] : await activeSecrets(privateKey, context);
  const passphrases = passphrase === undefined ? [undefined] : await activeSecrets(passphrase, context);
  const passwords = password === undefined ? [] : await activeSecrets(password, context);
  return [
    ...keys.flatMap((key) =>
      passphrases.map((opens): AnyAuthMethod => ({ type: 'publickey', username, key, passphrase: opens })),
    ),
    ...passwords.map((secret): AnyAuthMethod => ({
      type: 'password',
      username,
      password: secret.toString('utf8'),
    })),
  ];
}

/** Hands out one way after the other of those that the server still allows. */
export function oneAfterTheOther(
  ways: readonly AnyAuthMethod[],
): (left: readonly AuthenticationType[] | null) => AnyAuthMethod | false {
  let next = 0;
  return (left) => {
    while (next < ways.length) {
      const way = ways[next]!;
      next += 1;
      if (left === null || left.includes(way.type)) return way;
    }
    return false;
  };
}
