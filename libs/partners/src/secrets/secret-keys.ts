import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { WrongSetting } from '#libs/message';

/** What a value becomes: only whoever has the key and knows whose value it is can open it. */
export interface Sealed {
  /** Which key: the first bytes of its hash, in hexadecimal. */
  readonly keyId: string;
  readonly nonce: Buffer;
  readonly bytes: Buffer;
  readonly tag: Buffer;
}

const keyBytes = 32;
const nonceBytes = 12;

/** No key that we have opens the value: it was sealed with another one, or is another one's value. */
export class NotOurSecret extends Error {
  constructor(keyId: string) {
    super(`no key of BIANZU_SECRET_KEY opens this secret (key ${keyId})`);
    this.name = 'NotOurSecret';
  }
}

/** AES-256-GCM (NIST SP 800-38D). The first key seals; all open, so that keys can be replaced while the old one stays. */
export class SecretKeys {
  private constructor(private readonly keys: ReadonlyMap<string, Buffer>) {}

  /**
   * @param text keys of 32 bytes in base64, separated by commas
   * @throws WrongSetting when one is not
   */
  static from(text: string): SecretKeys {
    const keys = text.split(',').map((one) => Buffer.from(one.trim(), 'base64'));
    if (keys.some(({ byteLength }) => byteLength !== keyBytes))
      throw new WrongSetting('BIANZU_SECRET_KEY', {
        zh: `应为 ${keyBytes} 字节的 base64，多个以逗号分隔。`,
        en: `must be ${keyBytes} bytes in base64, or several, separated by commas.`,
      });
    return new SecretKeys(new Map(keys.map((key) => [idOf(key), key])));
  }

  /** The key in a file that only we can read; made when it is not there yet. */
  static inFile(file: string): SecretKeys {
    mkdirSync(dirname(file), { recursive: true });
    try {
      return SecretKeys.from(readFileSync(file, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    const made = `${file}.${randomBytes(6).toString('hex')}`;
    writeFileSync(made, `${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600 });
    try {
      // of several that start at once one wins, and nobody reads half a key
      linkSync(made, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(made);
    }
    return SecretKeys.from(readFileSync(file, 'utf8'));
  }

  /** @param context whose value it is; the same is needed to open it */
  seal(value: Uint8Array, context: string): Sealed {
    const [keyId, key] = [...this.keys][0]!;
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
    const bytes = Buffer.concat([cipher.update(value), cipher.final()]);
    return { keyId, nonce, bytes, tag: cipher.getAuthTag() };
  }

  /** @throws NotOurSecret */
  open({ keyId, nonce, bytes, tag }: Sealed, context: string): Buffer {
    const key = this.keys.get(keyId);
    if (key === undefined) throw new NotOurSecret(keyId);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
      .setAAD(Buffer.from(context))
      .setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(bytes), decipher.final()]);
    } catch {
      throw new NotOurSecret(keyId);
    }
  }

  /** Whether a value should be sealed anew, with the first key. */
  isOutdated(keyId: string): boolean {
    return [...this.keys.keys()][0] !== keyId;
  }
}

function idOf(key: Buffer): string {
  return createHash('sha256').update('bianzu-secret-key').update(key).digest('hex').slice(0, 16);
}
