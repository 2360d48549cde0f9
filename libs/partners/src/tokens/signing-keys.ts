import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose';
import { Remembered } from '../remembered.js';
import type { SecretStore } from '../secrets/secret-store.js';

export const signingAlgorithm = 'ES256';

/** Owner and name of our own keys in the secret store. */
export const ourOwnSecrets = 'bianzu';
const keyName = 'token-signing';
const believedMs = 60_000;

export interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly publicJwk: JWK;
}

/**
 * The keys that our access tokens are signed with, in the secret store. The newest signs; the one before goes on being
 * believed, so that a rotation ends nobody's token. The first is made when it is needed.
 */
export class SigningKeys {
  private readonly believed = new Remembered<readonly SigningKey[]>(believedMs);

  constructor(private readonly secrets: SecretStore) {}

  async newest(): Promise<SigningKey> {
    return (await this.all())[0] ?? (await this.made());
  }

  /** The newest first. */
  all(): Promise<readonly SigningKey[]> {
    return this.believed.get('all', async () => {
      const values = await this.secrets.active(ourOwnSecrets, keyName);
      return Promise.all(values.map(keyOf));
    });
  }

  /** A key by its id; one that another process has just made is looked for. */
  async byId(id: string): Promise<SigningKey | undefined> {
    const known = (await this.all()).find((key) => key.id === id);
    if (known !== undefined) return known;
    this.believed.forgetAll();
    return (await this.all()).find((key) => key.id === id);
  }

  /** Makes another key, which signs from now on. @returns its id */
  async rotate(actor: string): Promise<string> {
    const { privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
    const jwk = await exportJWK(privateKey);
    const value = Buffer.from(JSON.stringify({ ...jwk, kid: await calculateJwkThumbprint(jwk) }));
    await this.secrets.put(ourOwnSecrets, keyName, value, { actor });
    this.believed.forgetAll();
    return (await this.all())[0]!.id;
  }

  private async made(): Promise<SigningKey> {
    await this.rotate(ourOwnSecrets);
    return (await this.all())[0]!;
  }
}

async function keyOf(value: Buffer): Promise<SigningKey> {
  const jwk = JSON.parse(value.toString()) as JWK & { kid: string };
  const { kty, crv, x, y, kid } = jwk;
  const publicJwk = { kty, crv, x, y, kid, use: 'sig', alg: signingAlgorithm } as JWK;
  const [privateKey, publicKey] = await Promise.all([
    importJWK(jwk, signingAlgorithm) as Promise<CryptoKey>,
    importJWK(publicJwk, signingAlgorithm) as Promise<CryptoKey>,
  ]);
  return { id: kid, privateKey, publicKey, publicJwk };
}
