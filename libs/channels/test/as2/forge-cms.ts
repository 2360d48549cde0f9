import { deflateSync, inflateSync } from 'node:zlib';
import forge from 'node-forge';

const { asn1, pkcs7, pki, md, util } = forge;

/** A certificate and key of a partner, as node-forge holds them: the library of the other side, which is not ours. */
export interface ForgeIdentity {
  readonly key: forge.pki.rsa.PrivateKey;
  readonly certificate: forge.pki.Certificate;
}

export function forgeIdentity(pem: Buffer): ForgeIdentity {
  const text = pem.toString('latin1');
  const block = (label: string): string =>
    new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`).exec(text)![0];
  return {
    key: pki.privateKeyFromPem(block('PRIVATE KEY')),
    certificate: pki.certificateFromPem(block('CERTIFICATE')),
  };
}

const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

export function forgeSign(content: Uint8Array, { key, certificate }: ForgeIdentity): Buffer {
  const signed = pkcs7.createSignedData();
  signed.content = util.createBuffer(binary(content));
  signed.addCertificate(certificate);
  signed.addSigner({
    key,
    certificate,
    digestAlgorithm: forge.pki.oids.sha256!,
    authenticatedAttributes: [
      { type: forge.pki.oids.contentType!, value: forge.pki.oids.data! },
      { type: forge.pki.oids.messageDigest! },
      { type: forge.pki.oids.signingTime!, value: new Date() as unknown as string },
    ],
  });
  signed.sign({ detached: true });
  return bytesOf(asn1.toDer(signed.toAsn1()).getBytes());
}

/** node-forge reads signatures but does not check them: the attributes and the RSA signature are checked here with its parts. */
export function forgeVerifies(
  content: Uint8Array,
  signature: Buffer,
  certificate: forge.pki.Certificate,
): boolean {
  const signed = pkcs7.messageFromAsn1(asn1.fromDer(binary(signature))) as unknown as {
    rawCapture: { digestAlgorithm: string; signature: string; authenticatedAttributes: forge.asn1.Asn1[] };
  };
  const { digestAlgorithm, signature: value, authenticatedAttributes } = signed.rawCapture;
  const name = forge.pki.oids[asn1.derToOid(util.createBuffer(digestAlgorithm))] as 'sha256';
  const set = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SET, true, authenticatedAttributes);
  const der = asn1.toDer(set).getBytes();
  const digest = md[name].create().update(binary(content)).digest().getBytes();
  const key = certificate.publicKey as forge.pki.rsa.PublicKey;
  return der.includes(digest) && key.verify(md[name].create().update(der).digest().getBytes(), value);
}

export function forgeEnvelop(content: Uint8Array, certificate: forge.pki.Certificate): Buffer {
  const enveloped = pkcs7.createEnvelopedData();
  enveloped.addRecipient(certificate);
  enveloped.content = util.createBuffer(binary(content));
  enveloped.encrypt();
  return bytesOf(asn1.toDer(enveloped.toAsn1()).getBytes());
}

/** @throws Error when it was encrypted for somebody else */
export function forgeOpen(sealed: Buffer, { key, certificate }: ForgeIdentity): Buffer {
  const enveloped = pkcs7.messageFromAsn1(asn1.fromDer(binary(sealed))) as forge.pkcs7.PkcsEnvelopedData;
  const recipient = enveloped.findRecipient(certificate);
  if (!recipient) throw new Error('decryption-failed');
  enveloped.decrypt(recipient, key);
  return bytesOf((enveloped.content as forge.util.ByteStringBuffer).getBytes());
}

const zlibCompress = '1.2.840.113549.1.9.16.3.8';
const compressedData = '1.2.840.113549.1.9.16.1.9';

/** CompressedData of RFC 3274, which node-forge does not know, of its ASN.1 parts. */
export function forgeCompress(content: Uint8Array): Buffer {
  const { SEQUENCE, OID, INTEGER, OCTETSTRING } = asn1.Type;
  const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class;
  const oid = (text: string): forge.asn1.Asn1 =>
    asn1.create(UNIVERSAL, OID, false, asn1.oidToDer(text).getBytes());
  const sequence = (...of: forge.asn1.Asn1[]): forge.asn1.Asn1 => asn1.create(UNIVERSAL, SEQUENCE, true, of);
  const explicit = (of: forge.asn1.Asn1): forge.asn1.Asn1 => asn1.create(CONTEXT_SPECIFIC, 0, true, [of]);
  const octets = asn1.create(UNIVERSAL, OCTETSTRING, false, binary(deflateSync(content)));
  const version = asn1.create(UNIVERSAL, INTEGER, false, '\0');
  const info = sequence(oid(forge.pki.oids.data!), explicit(octets));
  const data = sequence(oid(compressedData), explicit(sequence(version, sequence(oid(zlibCompress)), info)));
  return bytesOf(asn1.toDer(data).getBytes());
}

export function forgeDecompress(compressed: Buffer): Buffer {
  const at = (node: forge.asn1.Asn1, ...path: number[]): forge.asn1.Asn1 =>
    path.reduce((one, index) => (one.value as forge.asn1.Asn1[])[index]!, node);
  const octets = at(asn1.fromDer(binary(compressed)), 1, 0, 2, 1, 0);
  return inflateSync(bytesOf(octets.value as string));
}
