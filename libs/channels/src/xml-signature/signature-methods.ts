import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import type { HashAlgorithm, SignatureAlgorithm, SignedXml } from 'xml-crypto';

const more = 'http://www.w3.org/2001/04/xmldsig-more#';

type Hash = 'sha256' | 'sha384' | 'sha512';

/** What a signature is called in XML, which keys make it, and by which digest. */
interface SignatureMethod {
  readonly uri: string;
  readonly kind: 'rsa' | 'ec';
  readonly hash: Hash;
}

/** RSA with PKCS #1 v1.5, and ECDSA (RFC 9231, 2.3). SHA-1, HMAC and DSA are not among them. */
const methods: readonly SignatureMethod[] = [
  { uri: `${more}rsa-sha256`, kind: 'rsa', hash: 'sha256' },
  { uri: `${more}rsa-sha384`, kind: 'rsa', hash: 'sha384' },
  { uri: `${more}rsa-sha512`, kind: 'rsa', hash: 'sha512' },
  { uri: `${more}ecdsa-sha256`, kind: 'ec', hash: 'sha256' },
  { uri: `${more}ecdsa-sha384`, kind: 'ec', hash: 'sha384' },
];

const digests: readonly { readonly uri: string; readonly hash: Hash }[] = [
  { uri: 'http://www.w3.org/2001/04/xmlenc#sha256', hash: 'sha256' },
  { uri: `${more}sha384`, hash: 'sha384' },
  { uri: 'http://www.w3.org/2001/04/xmlenc#sha512', hash: 'sha512' },
];

export const signatureUris: readonly string[] = methods.map(({ uri }) => uri);
export const digestUris: readonly string[] = digests.map(({ uri }) => uri);

/** `rsa`, or the curve of a key on P-256 or P-384; undefined for keys that sign no XML here. */
export function keyForm(key: KeyObject): 'rsa' | 'p256' | 'p384' | undefined {
  if (key.asymmetricKeyType === 'rsa') return 'rsa';
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (curve === 'prime256v1') return 'p256';
  return curve === 'secp384r1' ? 'p384' : undefined;
}

/** Whether this key can have made a signature of that method. Node would not mind an EC key under the name of an RSA method. */
export function fits(key: KeyObject, uri: string | undefined): boolean {
  const form = keyForm(key);
  const kind = form === undefined || form === 'rsa' ? form : 'ec';
  return methods.some((method) => method.uri === uri && method.kind === kind);
}

/** Lets `verifier` verify with this key, by these methods and digests alone. */
export function verifyWith(verifier: SignedXml, key: KeyObject): void {
  verifier.HashAlgorithms = hashAlgorithms();
  verifier.SignatureAlgorithms = Object.fromEntries(
    methods.map(({ uri, hash }) => [
      uri,
      algorithm(uri, {
        verifySignature: (material: string, _key: unknown, value: string) =>
          // XML has r and s as they are, one after the other (XML Signature 1.1, 6.4.3); it says nothing to RSA
          verify(
            hash,
            Buffer.from(material),
            { key, dsaEncoding: 'ieee-p1363' },
            Buffer.from(value, 'base64'),
          ),
      }),
    ]),
  );
}

/** Lets `signer` sign with this key. @returns the names of the method and of the digest @throws Error when the key is none for XML */
export async function signWith(signer: SignedXml, key: KeyObject): Promise<{ digest: string }> {
  const form = keyForm(key);
  if (form === undefined) throw new Error('a key of RSA, or on the curve P-256 or P-384, is needed');
  const hash = form === 'p384' ? 'sha384' : 'sha256';
  const method = methods.find((one) => one.hash === hash && one.kind === (form === 'rsa' ? 'rsa' : 'ec'))!;
  const made = form === 'rsa' ? rsaSigning(key, hash) : await curveSigning(key, hash, form);
  signer.HashAlgorithms = hashAlgorithms();
  signer.signatureAlgorithm = method.uri;
  signer.SignatureAlgorithms = {
    [method.uri]: algorithm(method.uri, {
      getSignature: (material: string) => made(Buffer.from(material)).toString('base64'),
    }),
  };
  return { digest: digests.find((one) => one.hash === hash)!.uri };
}

type Signing = (material: Buffer) => Buffer;

function rsaSigning(key: KeyObject, hash: Hash): Signing {
  return (material) => sign(hash, material, key);
}

/** By RFC 6979: Node draws a new number for each signature, so that no two attempts would be the same. */
async function curveSigning(key: KeyObject, hash: Hash, form: 'p256' | 'p384'): Promise<Signing> {
  const { [form]: curve } = await import('@noble/curves/nist');
  const scalar = Buffer.from(key.export({ format: 'jwk' }).d!, 'base64url');
  return (material) => {
    const digest = createHash(hash).update(material).digest();
    return Buffer.from(curve.sign(digest, scalar, { lowS: false }).toBytes('compact'));
  };
}

function hashAlgorithms(): Record<string, new () => HashAlgorithm> {
  return Object.fromEntries(
    digests.map(({ uri, hash }) => [
      uri,
      class implements HashAlgorithm {
        getAlgorithmName = (): string => uri;
        getHash = (text: string): string => createHash(hash).update(text, 'utf8').digest('base64');
      },
    ]),
  );
}

/** As `xml-crypto` wants it: a class without arguments; what is not given here is never asked of it. */
function algorithm(uri: string, half: object): new () => SignatureAlgorithm {
  return class {
    constructor() {
      Object.assign(this, { getAlgorithmName: () => uri, ...half });
    }
  } as new () => SignatureAlgorithm;
}
