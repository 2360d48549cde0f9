import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  type CipherGCM,
  type CipherGCMTypes,
  type Decipher,
} from 'node:crypto';
import { KeyTransRecipientInfo } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { faultUnless, TransmissionFault } from '../transmission-fault.js';
import { childrenOf, expectTag, octetPiecesOf, octetsOf, onlyElement, tags, type Element } from './ber.js';
import { names, nameOf } from './certificate-name.js';
import type { Certificate, Identity } from './certificate.js';
import { algorithm, der, objectIdentifier, smallInteger } from './der.js';
import { unwrapKey, wrapKey, wrapping, type KeyTransport } from './key-transport.js';
import { ciphers, contentTypes, type CipherName } from './object-identifiers.js';

const tagBytes = 16;

/** EnvelopedData (RFC 5652 section 6), or for AES-GCM AuthEnvelopedData (RFC 5083, 5084), for the holder of one certificate. */
export function envelop(
  content: Uint8Array,
  certificate: Certificate,
  name: CipherName,
  transport: KeyTransport,
): Buffer {
  const { oid, keyBytes, ivBytes, isAuthenticated, node } = ciphers[name];
  const key = randomBytes(keyBytes);
  const iv = randomBytes(ivBytes);
  const cipher = isAuthenticated
    ? createCipheriv(node as CipherGCMTypes, key, iv, { authTagLength: tagBytes })
    : createCipheriv(node, key, iv);
  const encrypted = Buffer.concat([cipher.update(content), cipher.final()]);
  const recipient = der(
    tags.sequence,
    smallInteger(0),
    nameOf(certificate),
    wrapping(transport),
    der(tags.octets, wrapKey(key, certificate.x509.publicKey, transport)),
  );
  const ivOctets = der(tags.octets, iv);
  const parameters = isAuthenticated ? der(tags.sequence, ivOctets, smallInteger(tagBytes)) : ivOctets;
  const info = der(
    tags.sequence,
    objectIdentifier(contentTypes.data),
    algorithm(oid, parameters),
    der(0x80, encrypted),
  );
  const members = [smallInteger(0), der(tags.set, recipient), info];
  if (isAuthenticated) members.push(der(tags.octets, (cipher as CipherGCM).getAuthTag()));
  const type = isAuthenticated ? contentTypes.authEnveloped : contentTypes.enveloped;
  return der(tags.sequence, objectIdentifier(type), der(tags.context0, der(tags.sequence, ...members)));
}

/**
 * What was encrypted for one of our identities. Wrong padding is no failure of its own: the content then keeps it, and
 * whoever reads on finds nonsense at its end, in the same way as with wrong content. So nobody learns a message by sending
 * variants of it and looking at the answers.
 * @param accepted ciphers that were agreed
 * @throws TransmissionFault `decryption-failed` or, for another cipher, `insufficient-message-security`
 */
export function openEnvelope(
  bytes: Buffer,
  identities: readonly Identity[],
  accepted: readonly CipherName[],
): Buffer {
  return faultUnless('decryption-failed', 'the encrypted structure cannot be read', () => {
    const { recipients, info, mac, authenticated } = envelopeIn(bytes);
    const [, encryption, content] = childrenOf(info);
    const cipher = cipherNamed(expectTag(encryption, tags.sequence), accepted);
    if (cipher.isAuthenticated !== (mac !== undefined)) throw new Error('another structure');
    const key = contentKey(recipients, identities, cipher.keyBytes);
    const encrypted = octetPiecesOf(expectTag(content));
    if (mac === undefined) return decrypted(encrypted, key, cipher);
    return opened(encrypted, key, cipher, octetsOf(mac), authenticated);
  });
}

interface Envelope {
  readonly recipients: readonly Element[];
  readonly info: Element;
  readonly mac?: Element;
  /** AuthAttributes as a SET OF, the form that is authenticated (RFC 5083 section 2.2). */
  readonly authenticated?: Buffer;
}

function envelopeIn(bytes: Buffer): Envelope {
  const [type, explicit] = childrenOf(onlyElement(bytes, tags.sequence));
  const isAuthenticated = type?.bytes.equals(objectIdentifier(contentTypes.authEnveloped)) === true;
  if (!isAuthenticated && type?.bytes.equals(objectIdentifier(contentTypes.enveloped)) !== true)
    throw new Error('no EnvelopedData');
  const members = childrenOf(onlyElement(expectTag(explicit, tags.context0).body, tags.sequence));
  const at = members.findIndex(({ tag }) => tag === tags.set);
  const recipients = childrenOf(expectTag(members[at], tags.set));
  const info = expectTag(members[at + 1], tags.sequence);
  if (!isAuthenticated) return { recipients, info };
  const rest = members.slice(at + 2);
  const mac = expectTag(rest.find(({ tag }) => tag === tags.octets));
  const attributes = rest.find(({ tag }) => tag === 0xa1);
  return {
    recipients,
    info,
    mac,
    ...(attributes === undefined ? {} : { authenticated: der(tags.set, attributes.body) }),
  };
}

function contentKey(
  recipients: readonly Element[],
  identities: readonly Identity[],
  keyBytes: number,
): Buffer {
  for (const recipient of recipients.filter(({ tag }) => tag === tags.sequence)) {
    const identifier = expectTag(childrenOf(recipient)[1]);
    const identity = identities.find(({ certificate }) => names(identifier, certificate));
    if (identity === undefined) continue;
    const { keyEncryptionAlgorithm, encryptedKey } = AsnConvert.parse(recipient.bytes, KeyTransRecipientInfo);
    const { algorithm: name, parameters } = keyEncryptionAlgorithm;
    const how = { name, ...(parameters ? { parameters: Buffer.from(parameters) } : {}) };
    return unwrapKey(Buffer.from(encryptedKey.buffer), identity.privateKey, how, keyBytes);
  }
  throw new TransmissionFault('decryption-failed', 'it is not encrypted for a certificate of ours');
}

type CipherHere = (typeof ciphers)[CipherName] & { readonly iv: Buffer };

function cipherNamed(encryption: Element, accepted: readonly CipherName[]): CipherHere {
  const [oid, parameters] = childrenOf(encryption);
  const found = Object.entries(ciphers).find(([, one]) => oid?.bytes.equals(objectIdentifier(one.oid)));
  if (found === undefined || !accepted.includes(found[0] as CipherName))
    throw new TransmissionFault('insufficient-message-security', 'the cipher is not agreed');
  const [, cipher] = found;
  const iv = cipher.isAuthenticated ? childrenOf(expectTag(parameters, tags.sequence))[0] : parameters;
  return { ...cipher, iv: expectTag(iv, tags.octets).body };
}

function decrypted(encrypted: readonly Buffer[], key: Buffer, { node, iv, ivBytes }: CipherHere): Buffer {
  const content = deciphered(encrypted, createDecipheriv(node, key, iv).setAutoPadding(false));
  const padding = content.at(-1) ?? 0;
  const isPadded = padding >= 1 && padding <= ivBytes && isFilled(content, padding);
  return isPadded ? content.subarray(0, -padding) : content;
}

function isFilled(content: Buffer, padding: number): boolean {
  return content.subarray(-padding).every((octet) => octet === padding);
}

function opened(
  encrypted: readonly Buffer[],
  key: Buffer,
  { node, iv }: CipherHere,
  mac: Buffer,
  authenticated: Buffer | undefined,
): Buffer {
  // a shorter one could be guessed
  if (mac.byteLength < 12) throw new Error('too short');
  const decipher = createDecipheriv(node as CipherGCMTypes, key, iv, { authTagLength: mac.byteLength });
  decipher.setAuthTag(mac);
  if (authenticated !== undefined) decipher.setAAD(authenticated);
  return deciphered(encrypted, decipher);
}

/** Bytes of one step: what is there twice at a time. */
const stepBytes = 1024 * 1024;

/** Into one buffer of the right size, so that a large content is in memory once as it came and once as it is. */
function deciphered(encrypted: readonly Buffer[], decipher: Decipher): Buffer {
  const content = Buffer.allocUnsafeSlow(encrypted.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let end = 0;
  for (const piece of encrypted)
    for (let at = 0; at < piece.byteLength; at += stepBytes)
      end += decipher.update(piece.subarray(at, at + stepBytes)).copy(content, end);
  end += decipher.final().copy(content, end);
  return content.subarray(0, end);
}
