import { cmsKindOf, type CmsKind } from '../cms/content-kind.js';
import { decompress } from '../cms/compressed-data.js';
import { openEnvelope } from '../cms/enveloped-data.js';
import { ciphers, type CipherName, type DigestName } from '../cms/object-identifiers.js';
import { contentOf, contentTypeOf, readEntity, type Entity } from '../mime/entity.js';
import { headerValueOf } from '../mime/header-value.js';
import { verifyEntity, verifyOpaque, type VerifiedEntity } from '../mime/signed-entity.js';
import { TransmissionFault } from '../transmission-fault.js';
import type { ReceiveTerms } from '../settings.js';
import type { Keys } from './keys.js';

/** What was in a transmission. */
export interface Opened {
  readonly bytes: Buffer;
  readonly contentType?: string;
  readonly fileName?: string;
  /** What the MIC is computed over. */
  readonly micContent: Buffer;
  /** Absent when it was not signed. */
  readonly signature?: { readonly digest: DigestName; readonly fingerprint: string };
  readonly isEncrypted: boolean;
}

export interface OpeningTerms extends ReceiveTerms {
  readonly maxBytes: number;
  /** The sender is known by something else than its signature. */
  readonly isSenderKnown: boolean;
}

/** More than any order of compressing, signing, compressing and encrypting needs. */
const mostLayers = 5;

interface Progress {
  signature?: Opened['signature'];
  micContent?: Buffer;
  isEncrypted: boolean;
}

/**
 * Opens a transmission from the outside in. Nothing of it counts unless its whole chain is right: encrypted as agreed,
 * intact, and signed with a certificate of the partner.
 * @throws TransmissionFault
 */
export async function openTransmission(outermost: Entity, keys: Keys, terms: OpeningTerms): Promise<Opened> {
  const progress: Progress = { isEncrypted: false };
  let entity = outermost;
  for (let layer = 0; layer < mostLayers; layer++) {
    const inner = await openLayer(entity, keys, terms, progress);
    if (inner === undefined) return concluded(entity, entity === outermost, terms, progress);
    entity = inner;
  }
  throw new TransmissionFault('unexpected-processing-error', 'it has too many layers');
}

/** What is inside the outermost layer; undefined when it is the content itself. */
async function openLayer(
  entity: Entity,
  keys: Keys,
  terms: OpeningTerms,
  progress: Progress,
): Promise<Entity | undefined> {
  const { value, parameters } = contentTypeOf(entity);
  if (value === 'multipart/signed') {
    if (progress.signature !== undefined) return undefined;
    return signed(verifyEntity(entity, keys.certificates, { at: new Date(), ...terms }), progress);
  }
  if (!/^application\/(x-)?pkcs7-mime$/.test(value)) return undefined;
  const bytes = contentOf(entity);
  // many leave `smime-type` out or name it wrongly; the structure says what it is
  const kind = cmsKindOf(bytes) ?? (parameters.get('smime-type')?.toLowerCase() as CmsKind | undefined);
  if (kind === 'compressed-data') return decompressed(bytes, terms);
  if (kind === 'signed-data') {
    if (progress.signature !== undefined) return undefined;
    if (bytes === undefined) throw new TransmissionFault('integrity-check-failed', wrongEncoding);
    return signed(verifyOpaque(bytes, keys.certificates, { at: new Date(), ...terms }), progress);
  }
  progress.isEncrypted = true;
  return decrypted(bytes, keys, terms);
}

function signed({ signer, entity }: VerifiedEntity, progress: Progress): Entity {
  const fingerprint = signer.certificate.x509.fingerprint256;
  progress.signature = { digest: signer.digest, fingerprint };
  progress.micContent = entity.bytes;
  return entity;
}

const wrongEncoding = 'its transfer encoding is not right';

async function decompressed(bytes: Buffer | undefined, { maxBytes }: OpeningTerms): Promise<Entity> {
  if (bytes === undefined) throw new TransmissionFault('decompression-failed', wrongEncoding);
  const inner = readEntity(await decompress(bytes, maxBytes));
  if (inner === undefined) throw new TransmissionFault('decompression-failed', 'it is no MIME entity');
  return inner;
}

function decrypted(
  bytes: Buffer | undefined,
  { identities }: Keys,
  { acceptTripleDes }: OpeningTerms,
): Entity {
  const accepted = (Object.keys(ciphers) as CipherName[]).filter(
    (name) => name !== '3des' || acceptTripleDes,
  );
  const inner = bytes === undefined ? undefined : readEntity(openEnvelope(bytes, identities, accepted));
  if (inner === undefined) throw new TransmissionFault('decryption-failed', 'it cannot be decrypted');
  return inner;
}

function concluded(entity: Entity, isBare: boolean, terms: OpeningTerms, progress: Progress): Opened {
  const { signature, isEncrypted } = progress;
  if (terms.mustBeEncrypted && !isEncrypted)
    throw new TransmissionFault('insufficient-message-security', 'it must be encrypted');
  if (signature === undefined && !(terms.unsigned === 'with-token' && terms.isSenderKnown))
    throw new TransmissionFault('insufficient-message-security', 'it must be signed');
  const bytes = contentOf(entity);
  if (bytes === undefined)
    throw new TransmissionFault(
      'unexpected-processing-error',
      'the transfer encoding of the content is not known',
    );
  if (bytes.byteLength === 0)
    throw new TransmissionFault('unexpected-processing-error', 'there is no content');
  const fileName = fileNameOf(entity);
  const contentType = entity.headers.get('content-type')?.slice(0, 200);
  return {
    bytes,
    micContent: progress.micContent ?? (isBare ? entity.body : entity.bytes),
    isEncrypted,
    ...(contentType === undefined ? {} : { contentType }),
    ...(fileName === undefined ? {} : { fileName }),
    ...(signature === undefined ? {} : { signature }),
  };
}

/** RFC 6362; a name without folders and control characters, for people and patterns. */
function fileNameOf(entity: Entity): string | undefined {
  const disposition = headerValueOf(entity.headers.get('content-disposition') ?? '');
  const name = disposition.parameters.get('filename') ?? contentTypeOf(entity).parameters.get('name');
  const plain = name
    ?.split(/[/\\]/)
    .at(-1)
    ?.replaceAll(/[\x00-\x1f\x7f]/g, '')
    .trim()
    .slice(0, 200);
  return plain === '' || plain === '.' || plain === '..' ? undefined : plain;
}
