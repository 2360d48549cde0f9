import type { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  id_ce_basicConstraints as basicConstraints,
  id_ce_extKeyUsage as extendedKeyUsage,
  id_ce_keyUsage as keyUsage,
  KeyUsage,
} from '@peculiar/asn1-x509';
import { purposeNamed, signatureNamed } from './object-names.js';

/** What a certificate says of itself. */
export interface CertificateFacts {
  /** `C=CN, O=..., CN=...`, in the order of the certificate. */
  readonly subject: string;
  readonly issuer: string;
  /** Hexadecimal. */
  readonly serialNumber: string;
  /** ISO 8601 in UTC. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly key: KeyFacts;
  /** `RSA with SHA-256`; the object identifier when it is one that we do not know. */
  readonly signatureAlgorithm: string;
  /** Names of RFC 5280 section 4.2.1.3; absent when the certificate does not restrict its key. */
  readonly keyUsages?: readonly string[];
  /** Section 4.2.1.12, as `clientAuth`; absent when it does not restrict them. */
  readonly purposes?: readonly string[];
  /** `DNS:partner.example`. */
  readonly alternativeNames: readonly string[];
  readonly isAuthority: boolean;
  readonly isSelfSigned: boolean;
  /** SHA-256 of the certificate, `AB:CD:...`. */
  readonly fingerprint: string;
}

export interface KeyFacts {
  /** `RSA`, `EC`, `Ed25519` ...; the object identifier when it is one that we do not know. */
  readonly kind: string;
  readonly bits?: number;
  readonly curve?: string;
}

/** @throws Error when the certificate cannot be read */
export function factsOf(x509: X509Certificate): CertificateFacts {
  const { tbsCertificate, signatureAlgorithm } = AsnConvert.parse(x509.raw, Certificate);
  const extension = (id: string): ArrayBuffer | undefined =>
    tbsCertificate.extensions?.find(({ extnID }) => extnID === id)?.extnValue.buffer;
  const usages = extension(keyUsage);
  const purposes = extension(extendedKeyUsage);
  const constraints = extension(basicConstraints);
  return {
    subject: oneLine(x509.subject),
    issuer: oneLine(x509.issuer),
    serialNumber: x509.serialNumber,
    validFrom: new Date(x509.validFrom).toISOString(),
    validTo: new Date(x509.validTo).toISOString(),
    key: keyOf(x509, tbsCertificate.subjectPublicKeyInfo.algorithm.algorithm),
    signatureAlgorithm: signatureNamed(signatureAlgorithm.algorithm),
    ...(usages && { keyUsages: AsnConvert.parse(usages, KeyUsage).toJSON() }),
    ...(purposes && { purposes: [...AsnConvert.parse(purposes, ExtendedKeyUsage)].map(purposeNamed) }),
    alternativeNames: x509.subjectAltName?.split(', ') ?? [],
    isAuthority: constraints !== undefined && AsnConvert.parse(constraints, BasicConstraints).cA,
    isSelfSigned: x509.subject === x509.issuer && isSignedByItself(x509),
    fingerprint: x509.fingerprint256,
  };
}

function isSignedByItself(x509: X509Certificate): boolean {
  try {
    return x509.verify(x509.publicKey);
  } catch {
    return false;
  }
}

function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ');
}

const kinds: Readonly<Record<string, string>> = {
  rsa: 'RSA',
  'rsa-pss': 'RSA-PSS',
  dsa: 'DSA',
  ec: 'EC',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
};

function keyOf(x509: X509Certificate, algorithm: string): KeyFacts {
  try {
    const { asymmetricKeyType = '', asymmetricKeyDetails = {} } = x509.publicKey;
    const { modulusLength: bits, namedCurve: curve } = asymmetricKeyDetails;
    const kind = kinds[asymmetricKeyType] ?? algorithm;
    if (bits !== undefined) return { kind, bits };
    return curve === undefined ? { kind } : { kind, curve, ...bitsOfCurve(curve) };
  } catch {
    // a kind of key that OpenSSL does not know; the certificate says the rest all the same
    return { kind: algorithm };
  }
}

/** Every named curve has its size in its name: `prime256v1`, `secp384r1`, `brainpoolP256r1`. */
function bitsOfCurve(curve: string): { bits: number } | undefined {
  const size = /\d{3}/.exec(curve)?.[0];
  return size === undefined ? undefined : { bits: Number(size) };
}
