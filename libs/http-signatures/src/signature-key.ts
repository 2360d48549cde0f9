import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';
import { readSm2Key, signSm2, verifySm2, type Sm2Key } from './sm2.js';

export type SignatureAlgorithm = 'ed25519' | 'hmac-sha256' | 'sm2-sm3';

/** A key with what can be done with it; a public one does not sign. */
export interface SignatureKey {
  readonly algorithm: SignatureAlgorithm;
  sign(data: Buffer): Promise<Buffer>;
  verify(data: Buffer, signature: Buffer): Promise<boolean>;
}

const leastHmacBytes = 32;

/**
 * A key as it is kept: PEM of an Ed25519 or SM2 key, public or private; everything else is a shared secret.
 * @throws Error when it is a key of another kind, or a secret of less than 32 bytes
 */
export function readKey(value: Buffer): SignatureKey {
  const text = value.subarray(0, 40).toString('latin1');
  if (!text.includes('-----BEGIN ')) return sharedSecret(value);
  const sm2Key = readSm2Key(value.toString('latin1'));
  if (sm2Key !== undefined) return sm2(sm2Key);
  const key = text.includes('PRIVATE KEY') ? createPrivateKey(value) : createPublicKey(value);
  if (key.asymmetricKeyType === 'ed25519') return ed25519(key);
  throw new Error('the key must be one of Ed25519 or SM2');
}

function sharedSecret(secret: Buffer): SignatureKey {
  if (secret.byteLength < leastHmacBytes)
    throw new Error(`a shared secret has at least ${leastHmacBytes} bytes`);
  const mac = (data: Buffer): Buffer => createHmac('sha256', secret).update(data).digest();
  return {
    algorithm: 'hmac-sha256',
    sign: async (data) => mac(data),
    verify: async (data, signature) => {
      const expected = mac(data);
      return expected.byteLength === signature.byteLength && timingSafeEqual(expected, signature);
    },
  };
}

function ed25519(key: KeyObject): SignatureKey {
  return {
    algorithm: 'ed25519',
    sign: async (data) => sign(null, data, key),
    verify: async (data, signature) => verify(null, data, key, signature),
  };
}

function sm2(key: Sm2Key): SignatureKey {
  return {
    algorithm: 'sm2-sm3',
    sign: (data) => signSm2(data, key),
    verify: (data, signature) => verifySm2(data, signature, key),
  };
}
