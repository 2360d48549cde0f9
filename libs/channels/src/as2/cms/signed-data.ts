import { createHash } from 'node:crypto';
import { Attribute, SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { TransmissionFault, faultUnless } from '../transmission-fault.js';
import { childrenOf, expectTag, octetsOf, onlyElement, tags, type Element } from './ber.js';
import { names, nameOf } from './certificate-name.js';
import { isValidAt, type Certificate, type Identity } from './certificate.js';
import { algorithm, der, inSetOrder, objectIdentifier, serialised, smallInteger } from './der.js';
import { attributes, contentTypes, digests, nodeDigest, type DigestName } from './object-identifiers.js';
import { isSignatureOf, signatureAlgorithm, signatureOf } from './signature-algorithm.js';

const implicit0 = 0xa0;

/** A detached signature (RFC 5652 section 5, RFC 8551): SignedData in DER with our certificate, without the content. */
export function signDetached(
  content: Uint8Array,
  { certificate, privateKey }: Identity,
  digest: DigestName,
  at = new Date(),
): Buffer {
  const digestAlgorithm = algorithm(digests[digest], digest === 'sha-1' ? null : undefined);
  const signed = inSetOrder([
    attribute(attributes.contentType, objectIdentifier(contentTypes.data)),
    attribute(attributes.messageDigest, der(tags.octets, digestOf(content, digest))),
    attribute(attributes.signingTime, timeOf(at)),
  ]);
  const signature = signatureOf(der(tags.set, ...signed), privateKey, digest);
  const signerInfo = der(
    tags.sequence,
    smallInteger(1),
    nameOf(certificate),
    digestAlgorithm,
    der(implicit0, ...signed),
    signatureAlgorithm(privateKey, digest),
    der(tags.octets, signature),
  );
  const signedData = der(
    tags.sequence,
    smallInteger(1),
    der(tags.set, digestAlgorithm),
    der(tags.sequence, objectIdentifier(contentTypes.data)),
    der(implicit0, certificate.x509.raw),
    der(tags.set, signerInfo),
  );
  return der(tags.sequence, objectIdentifier(contentTypes.signed), der(tags.context0, signedData));
}

export interface Signer {
  readonly certificate: Certificate;
  readonly digest: DigestName;
  /** Which of the contents was signed. */
  readonly content: Buffer;
}

/**
 * Checks a signature with the keys of the agreed certificates only; what the message brings along is not looked
 * at, so a certificate with the same name proves nothing.
 * @param contents the signed bytes as they came and, where line ends may have been changed, in their canonical form; later ones
 * are asked for only when the first do not fit
 * @throws TransmissionFault
 */
export function verifySigned(
  signature: Buffer,
  contents: Iterable<Buffer>,
  certificates: readonly Certificate[],
  { at, acceptSha1 }: { readonly at: Date; readonly acceptSha1: boolean },
): Signer {
  const signers = faultUnless('integrity-check-failed', 'the signature cannot be read', () =>
    signersIn(signature),
  );
  const mine = signers.flatMap((signer) => {
    const certificate = certificates.find((one) => names(signer.identifier, one));
    return certificate === undefined ? [] : [{ ...signer, certificate }];
  });
  const [first] = mine;
  if (first === undefined)
    throw new TransmissionFault('authentication-failed', 'it is not signed with an agreed certificate');
  const { certificate, info } = first;
  if (!isValidAt(certificate, at))
    throw new TransmissionFault(
      'authentication-failed',
      `the certificate is valid from ${certificate.validFrom.toISOString()} to ${certificate.validTo.toISOString()}`,
    );
  const digest = digestNamed(info.digestAlgorithm.algorithm, acceptSha1);
  for (const content of contents)
    if (isSigned(content, first, digest)) return { certificate, digest, content };
  throw new TransmissionFault('integrity-check-failed', 'the signature does not fit the content');
}

/** The content that a SignedData carries with it (RFC 5652 section 5.2); undefined when it is a detached one. @throws TransmissionFault */
export function contentInside(signed: Buffer): Buffer | undefined {
  return faultUnless('integrity-check-failed', 'the signature cannot be read', () => {
    const [, , encapsulated] = membersOf(signed);
    const [, content] = childrenOf(expectTag(encapsulated, tags.sequence));
    return content === undefined ? undefined : octetsOf(onlyElement(expectTag(content, tags.context0).body));
  });
}

interface FoundSigner {
  readonly identifier: Element;
  readonly info: SignerInfo;
  /** SignedAttributes as a SET OF, the form that is signed (RFC 5652 section 5.4). */
  readonly signedAttributes?: Buffer;
}

function membersOf(bytes: Buffer): Element[] {
  const [type, explicit] = childrenOf(onlyElement(bytes, tags.sequence));
  if (!type?.bytes.equals(objectIdentifier(contentTypes.signed))) throw new Error('no SignedData');
  return childrenOf(onlyElement(expectTag(explicit, tags.context0).body, tags.sequence));
}

function signersIn(bytes: Buffer): FoundSigner[] {
  return childrenOf(expectTag(membersOf(bytes).at(-1), tags.set)).map((element) => {
    const parts = childrenOf(expectTag(element, tags.sequence));
    const signed = parts.find(({ tag }) => tag === implicit0 && parts[3]?.tag === tag);
    return {
      identifier: expectTag(parts[1]),
      info: AsnConvert.parse(element.bytes, SignerInfo),
      ...(signed === undefined ? {} : { signedAttributes: der(tags.set, signed.body) }),
    };
  });
}

function isSigned(
  content: Buffer,
  { info, certificate, signedAttributes }: FoundSigner & { certificate: Certificate },
  digest: DigestName,
): boolean {
  try {
    const signature = Buffer.from(info.signature.buffer);
    const key = certificate.x509.publicKey;
    if (signedAttributes === undefined)
      return isSignatureOf(content, signature, key, digest, info.signatureAlgorithm);
    const stated = info.signedAttrs?.filter(({ attrType }) => attrType === attributes.messageDigest);
    const value = stated?.length === 1 && stated[0]!.attrValues.length === 1 && stated[0]!.attrValues[0];
    return (
      value !== undefined &&
      value !== false &&
      digestOf(content, digest).equals(Buffer.from(AsnConvert.parse(value, OctetString).buffer)) &&
      isSignatureOf(signedAttributes, signature, key, digest, info.signatureAlgorithm)
    );
  } catch {
    // what cannot be read fits nothing
    return false;
  }
}

function digestNamed(oid: string, acceptSha1: boolean): DigestName {
  const [name] = Object.entries(digests).find(([, one]) => one === oid) ?? [];
  if (name === undefined || (name === 'sha-1' && !acceptSha1))
    throw new TransmissionFault('insufficient-message-security', 'the digest of the signature is not agreed');
  return name as DigestName;
}

function digestOf(content: Uint8Array, digest: DigestName): Buffer {
  return createHash(nodeDigest(digest)).update(content).digest();
}

function attribute(type: string, value: Buffer): Buffer {
  return serialised(new Attribute({ attrType: type, attrValues: [new Uint8Array(value).buffer] }));
}

/** UTCTime, which CMS wants until 2049. */
function timeOf(at: Date): Buffer {
  const [date, time] = at.toISOString().replaceAll(/[-:]/g, '').split('T') as [string, string];
  return der(0x17, Buffer.from(`${date.slice(2)}${time.slice(0, 6)}Z`, 'latin1'));
}
