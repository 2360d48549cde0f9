import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';

/** How webhooks are signed: `v1` HMAC-SHA256, `v1a` Ed25519 (Standard Webhooks 1.0, "Signature scheme"). */
export type SignatureScheme = 'v1' | 'v1a';

/** A secret in the spelling of the standard, which says what kind it is. */
export interface NewSecret {
  /** `whsec_...` or `whsk_...`; what we sign with. */
  readonly secret: string;
  /** What the receiver needs: the same for `v1`, the public key `whpk_...` for `v1a`. */
  readonly forReceiver: string;
}

const secretBytes = 32;
/** The standard asks for 192 to 512 bits. */
const [fewestBytes, mostBytes] = [24, 64];
const seedBytes = 32;

/** What stands before the seed in an Ed25519 key of PKCS #8 (RFC 8410, section 7), and before the key in its public form. */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefixLength = 12;

/** A new random secret, unlike any other. */
export function newSecret(scheme: SignatureScheme): NewSecret {
  if (scheme === 'v1') {
    const secret = `whsec_${randomBytes(secretBytes).toString('base64')}`;
    return { secret, forReceiver: secret };
  }
  const seed = randomBytes(seedBytes);
  const exported = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' });
  const publicKey = exported.subarray(publicPrefixLength).toString('base64');
  return { secret: `whsk_${seed.toString('base64')}`, forReceiver: `whpk_${publicKey}` };
}

/**
 * What signs with a secret: gives `v1,...` or `v1a,...` for the signed content.
 * @param secret the text of a `whsec_` or `whsk_` secret
 * @throws NotASigningSecret
 */
export function signingKeyOf(secret: Uint8Array): (content: Uint8Array) => string {
  const [, prefix, encoded] =
    /^(whsec|whsk)_([A-Za-z0-9+/]+={0,2})$/.exec(Buffer.from(secret).toString('latin1').trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (prefix === 'whsec' && bytes.length >= fewestBytes && bytes.length <= mostBytes)
    return (content) => `v1,${createHmac('sha256', bytes).update(content).digest('base64')}`;
  // some libraries write the public key behind the seed
  if (prefix !== 'whsk' || (bytes.length !== seedBytes && bytes.length !== 2 * seedBytes))
    throw new NotASigningSecret();
  const key = privateKeyOf(bytes.subarray(0, seedBytes));
  return (content) => `v1a,${sign(null, content, key).toString('base64')}`;
}

/** The secret is not one of Standard Webhooks. */
export class NotASigningSecret extends Error {
  constructor() {
    super('a secret for webhooks is whsec_ or whsk_ with base64 (Standard Webhooks 1.0)');
  }
}

function privateKeyOf(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });
}
