import { constants, privateDecrypt, publicEncrypt, randomBytes, type KeyObject } from 'node:crypto';
import { childrenOf, onlyElement, tags } from './ber.js';
import { algorithm, der, objectIdentifier } from './der.js';
import { digests, nodeDigest, rsa, type DigestName } from './object-identifiers.js';

export const keyTransports = ['rsa', 'rsa-oaep'] as const;
export type KeyTransport = (typeof keyTransports)[number];

/** Encrypts a content key for the holder of a certificate (RFC 3370 section 4.2.1, RFC 3560). */
export function wrapKey(contentKey: Buffer, publicKey: KeyObject, transport: KeyTransport): Buffer {
  if (publicKey.asymmetricKeyType !== 'rsa') throw new Error('only an RSA certificate can be encrypted to');
  const isPlain = transport === 'rsa';
  const padding = isPlain ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_OAEP_PADDING;
  const how = { key: publicKey, padding, ...(isPlain ? {} : { oaepHash: 'sha256' }) };
  return publicEncrypt(how, contentKey);
}

/** Its name in a RecipientInfo. */
export function wrapping(transport: KeyTransport): Buffer {
  if (transport === 'rsa') return algorithm(rsa.plain, null);
  const sha256 = algorithm(digests['sha-256']);
  const parameters = der(tags.sequence, der(0xa0, sha256), der(0xa1, algorithm(rsa.mgf1, sha256)));
  return algorithm(rsa.oaep, parameters);
}

/**
 * The content key that was encrypted for us. When it cannot be unwrapped a random one comes back, as RFC 3218 asks: whoever
 * tries out variants of somebody else's message cannot tell one failure from the other.
 */
export function unwrapKey(
  encrypted: Buffer,
  privateKey: KeyObject,
  { name, parameters }: { readonly name: string; readonly parameters?: Buffer },
  keyBytes: number,
): Buffer {
  const otherwise = randomBytes(keyBytes);
  try {
    if (name === rsa.oaep) return ofLength(withOaep(encrypted, privateKey, parameters), otherwise);
    if (name === rsa.plain) return withoutPadding(encrypted, privateKey, otherwise);
  } catch {
    // see above: a failure of its own would tell
  }
  return otherwise;
}

function withOaep(encrypted: Buffer, key: KeyObject, parameters: Buffer | undefined): Buffer {
  const oaepHash = nodeDigest(oaepDigest(parameters));
  return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, encrypted);
}

/** RSAES-OAEP-params (RFC 4055 section 4.1): SHA-1 unless they say otherwise. */
function oaepDigest(parameters: Buffer | undefined): DigestName {
  if (parameters === undefined) return 'sha-1';
  const hash = childrenOf(onlyElement(parameters, tags.sequence)).find(({ tag }) => tag === 0xa0);
  if (hash === undefined) return 'sha-1';
  const [oid] = childrenOf(onlyElement(hash.body, tags.sequence));
  const found = Object.entries(digests).find(([, one]) => oid?.bytes.equals(objectIdentifier(one)));
  if (found === undefined) throw new Error('a digest that nobody uses here');
  return found[0] as DigestName;
}

/** Node does not undo PKCS #1 1.5 padding, because it would tell when it is wrong; here the length alone decides, without telling. */
function withoutPadding(encrypted: Buffer, key: KeyObject, otherwise: Buffer): Buffer {
  const block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
  const start = block.byteLength - otherwise.byteLength;
  // 00 02, at least eight octets that are not zero, 00, and the key: every octet is looked at, whatever the others are
  let wrong = start < 11 ? 1 : 0;
  wrong |= block[0]! | (block[1]! ^ 2) | block[start - 1]!;
  for (let at = 2; at < start - 1; at++) wrong |= block[at] === 0 ? 1 : 0;
  const mask = wrong === 0 ? 0xff : 0;
  return Buffer.from(otherwise.map((octet, at) => (octet & ~mask) | (block[start + at]! & mask)));
}

function ofLength(key: Buffer, otherwise: Buffer): Buffer {
  return key.byteLength === otherwise.byteLength ? key : otherwise;
}
