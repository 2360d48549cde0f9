/** The user identity that goes into what is signed when nothing else was agreed (GM/T 0009, 10). */
const userId = '1234567812345678';
/** Object identifier of the curve in DER (1.2.156.10197.1.301). */
const curve = Buffer.from('06082a811ccf5501822d', 'hex');
/** How the scalar begins in ECPrivateKey (RFC 5915): version 1, and an octet string of 32 bytes. */
const scalarHead = Buffer.from('0201010420', 'hex');
const pointBytes = 65;
const scalarBytes = 32;

/** A key in hexadecimal. */
export interface Sm2Key {
  readonly scalar: string | undefined;
  /** The uncompressed point; undefined when the file of a private key leaves it out. */
  readonly point: string | undefined;
}

/**
 * Reads a PEM file, SubjectPublicKeyInfo, PKCS #8 or SEC 1, without Node's crypto: that takes SM2 keys and leaves the user
 * identity out of what it signs, which nobody else does.
 * @returns undefined when it is no SM2 key
 */
export function readSm2Key(pem: string): Sm2Key | undefined {
  const blocks = [
    ...pem.matchAll(/-----BEGIN ((?:EC )?PRIVATE|PUBLIC) KEY-----([A-Za-z0-9+/=\s]+)-----END /g),
  ];
  const [, kind, base64 = ''] = blocks[0] ?? [];
  const der = Buffer.from(base64, 'base64');
  if (kind === undefined || !der.includes(curve)) return undefined;
  const tail = der.subarray(-pointBytes);
  const point = tail.byteLength === pointBytes && tail[0] === 4 ? tail.toString('hex') : undefined;
  if (kind === 'PUBLIC') return point === undefined ? undefined : { scalar: undefined, point };
  const at = der.indexOf(scalarHead) + scalarHead.byteLength;
  if (at < scalarHead.byteLength) return undefined;
  return { scalar: der.subarray(at, at + scalarBytes).toString('hex'), point };
}

/** Signs with SM2 and SM3 (GM/T 0003.2). @returns r and s, 32 bytes each */
export async function signSm2(data: Buffer, { scalar, point }: Sm2Key): Promise<Buffer> {
  if (scalar === undefined) throw new Error('a public key does not sign');
  const { sm2 } = await import('sm-crypto-v2');
  const options = { hash: true, userId, publicKey: point ?? sm2.getPublicKeyFromPrivateKey(scalar) };
  return Buffer.from(sm2.doSignature(data, scalar, options), 'hex');
}

/** @param signature r and s, 32 bytes each, or in DER as OpenSSL makes it */
export async function verifySm2(
  data: Buffer,
  signature: Buffer,
  { scalar, point }: Sm2Key,
): Promise<boolean> {
  const { sm2 } = await import('sm-crypto-v2');
  const publicKey = point ?? sm2.getPublicKeyFromPrivateKey(scalar!);
  const der = signature.byteLength !== 2 * scalarBytes;
  try {
    return sm2.doVerifySignature(data, signature.toString('hex'), publicKey, { hash: true, userId, der });
  } catch {
    // not a signature at all
    return false;
  }
}
