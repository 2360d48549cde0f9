import { X509Certificate } from 'node:crypto';
import { ContentInfo, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { factsOf, type CertificateFacts } from './certificate-facts.js';
import { pemBlocks } from './pem-blocks.js';

/** A certificate and what it says. */
export interface ReadCertificate {
  readonly x509: X509Certificate;
  readonly facts: CertificateFacts;
}

/** What is in a file of certificates. */
export interface CertificateFile {
  /** In the order of the file. */
  readonly certificates: readonly ReadCertificate[];
  /** Blocks that call themselves certificates and cannot be read as such. */
  readonly unreadable: number;
  readonly hasPrivateKey: boolean;
}

const mostCertificates = 100;

/** Reads PEM with one or many, DER, or PKCS #7 in either form. Never throws: what is no certificate gives none. */
export function certificatesIn(bytes: Uint8Array): CertificateFile {
  const blocks = pemBlocks(bytes, '(?:TRUSTED |X509 )?CERTIFICATE').map((block) => [Buffer.from(block)]);
  const bundles = pemBlocks(bytes, '(?:PKCS7|CMS)').map((block) => certificatesOfBundle(derOf(block)));
  const hasPem = blocks.length + bundles.length > 0;
  const found = hasPem ? [...blocks, ...bundles] : [inDer(Buffer.from(bytes))];
  const read = found.flat().slice(0, mostCertificates).map(readOne);
  const certificates = read.filter((one) => one !== undefined);
  const empty = found.filter((one) => one.length === 0).length;
  return {
    certificates,
    unreadable: hasPem ? read.length - certificates.length + empty : 0,
    hasPrivateKey: pemBlocks(bytes, '(?:RSA |EC |DSA |ENCRYPTED )?PRIVATE KEY').length > 0,
  };
}

function inDer(bytes: Buffer): readonly Buffer[] {
  const bundle = certificatesOfBundle(bytes);
  return bundle.length > 0 ? bundle : [bytes];
}

/** The certificates of a SignedData (RFC 5652), which is what a `.p7b` is; none when it is something else. */
function certificatesOfBundle(bytes: Buffer): readonly Buffer[] {
  try {
    const { content } = AsnConvert.parse(bytes, ContentInfo);
    const choices = AsnConvert.parse(content, SignedData).certificates ?? [];
    return choices.flatMap(({ certificate }) =>
      certificate === undefined ? [] : [Buffer.from(AsnConvert.serialize(certificate))],
    );
  } catch {
    return [];
  }
}

function readOne(bytes: Buffer): ReadCertificate | undefined {
  try {
    const x509 = new X509Certificate(bytes);
    return { x509, facts: factsOf(x509) };
  } catch {
    return undefined;
  }
}

function derOf(block: string): Buffer {
  return Buffer.from(block.replaceAll(/-----[^-]+-----/g, ''), 'base64');
}
