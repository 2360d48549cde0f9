import { constants, sign, verify, type KeyObject, type VerifyKeyObjectInput } from 'node:crypto';
import type { SignatureAlgorithmIdentifier } from '@peculiar/asn1-cms';
import { algorithm } from './der.js';
import { ecdsaWith, nodeDigest, rsa, type DigestName } from './object-identifiers.js';

/** The signature of `bytes`: RSA PKCS #1 1.5, which every AS2 product reads, or ECDSA, as the key is. */
export function signatureOf(bytes: Uint8Array, key: KeyObject, digest: DigestName): Buffer {
  return sign(nodeDigest(digest), bytes, key);
}

/** Its name in a SignerInfo. */
export function signatureAlgorithm(key: KeyObject, digest: DigestName): Buffer {
  if (key.asymmetricKeyType === 'ec') return algorithm(ecdsaWith[digest]);
  if (key.asymmetricKeyType === 'rsa') return algorithm(rsa.plain, null);
  throw new Error(`a key of type ${key.asymmetricKeyType} cannot sign here: RSA or EC is needed`);
}

/** Whether the key made this signature, in the way that the SignerInfo names. */
export function isSignatureOf(
  bytes: Uint8Array,
  signature: Uint8Array,
  key: KeyObject,
  digest: DigestName,
  { algorithm: named }: SignatureAlgorithmIdentifier,
): boolean {
  const isPss = named === rsa.pss;
  if (isPss && key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'rsa-pss') return false;
  const how: VerifyKeyObjectInput = isPss
    ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
    : { key };
  return verify(nodeDigest(digest), bytes, how, signature);
}
