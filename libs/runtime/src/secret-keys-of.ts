import { join } from 'node:path';
import { SecretKeys } from '#libs/partners';
import type { Settings } from './settings.js';

/**
 * The keys for secrets: those of BIANZU_SECRET_KEY, or in the embedded edition a file in the data folder that only we can
 * read. In the distributed edition without the variable there are none, and no secret can be kept.
 * @throws WrongSetting when the variable or the file holds no keys
 */
export function secretKeysOf({
  security: { secretKey },
  amqpUrl,
  dataFolder,
}: Pick<Settings, 'security' | 'amqpUrl' | 'dataFolder'>): SecretKeys | undefined {
  if (secretKey !== undefined) return SecretKeys.from(secretKey);
  return amqpUrl === undefined ? SecretKeys.inFile(join(dataFolder, 'secret-key')) : undefined;
}
