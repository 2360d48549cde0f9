import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate as CertificateStructure, SubjectKeyIdentifier } from '@peculiar/asn1-x509';
import { pemBlocks } from '#libs/certificates';

const subjectKeyIdentifier = '2.5.29.14';

/** A certificate and what CMS needs to name it. Nothing is trusted but the certificates that were agreed: no chains. */
export interface Certificate {
  readonly x509: X509Certificate;
  /** The issuer's name in DER. */
  readonly issuer: Buffer;
  readonly serialNumber: Buffer;
  readonly keyIdentifier?: Buffer;
  readonly validFrom: Date;
  readonly validTo: Date;
}

/** A certificate of ours with its private key. */
export interface Identity {
  readonly certificate: Certificate;
  readonly privateKey: KeyObject;
}

/** All certificates of a PEM text, or the one in DER. @throws Error when there is none or one cannot be read */
export function readCertificates(bytes: Uint8Array): Certificate[] {
  const blocks = pemBlocks(bytes, 'CERTIFICATE');
  if (blocks.length === 0) return [certificateOf(bytes)];
  return blocks.map((block) => certificateOf(Buffer.from(block)));
}

/**
 * The identity in a PEM text of one private key and its certificate; others in it, as those of the issuer, are left out.
 * @throws Error when there is no key, or no certificate that belongs to it
 */
export function readIdentity(pem: Uint8Array): Identity {
  const [key] = pemBlocks(pem, '(?:RSA |EC )?PRIVATE KEY');
  if (key === undefined) throw new Error('there is no private key in this PEM text');
  const privateKey = createPrivateKey(key);
  const certificate = readCertificates(pem).find(({ x509 }) => x509.checkPrivateKey(privateKey));
  if (certificate === undefined)
    throw new Error('no certificate in this PEM text belongs to its private key');
  return { certificate, privateKey };
}

export function isValidAt({ validFrom, validTo }: Certificate, at: Date): boolean {
  return validFrom <= at && at <= validTo;
}

function certificateOf(bytes: Uint8Array): Certificate {
  const x509 = new X509Certificate(bytes);
  const { tbsCertificate } = AsnConvert.parse(x509.raw, CertificateStructure);
  const extension = tbsCertificate.extensions?.find(({ extnID }) => extnID === subjectKeyIdentifier);
  return {
    x509,
    issuer: Buffer.from(AsnConvert.serialize(tbsCertificate.issuer)),
    serialNumber: Buffer.from(tbsCertificate.serialNumber),
    ...(extension === undefined
      ? {}
      : { keyIdentifier: Buffer.from(AsnConvert.parse(extension.extnValue, SubjectKeyIdentifier).buffer) }),
    validFrom: new Date(x509.validFrom),
    validTo: new Date(x509.validTo),
  };
}
