import type { Identity } from '../cms/certificate.js';
import type { DigestName } from '../cms/object-identifiers.js';
import { contentInside, signDetached, verifySigned, type Signer } from '../cms/signed-data.js';
import type { Certificate } from '../cms/certificate.js';
import { TransmissionFault } from '../transmission-fault.js';
import { canonical, contentOf, contentTypeOf, readEntity, writeEntity, type Entity } from './entity.js';
import { joinMultipart, newBoundary, splitMultipart } from './multipart.js';

/** A body and the Content-Type that it goes under. */
export interface TypedBody {
  readonly type: string;
  readonly body: Buffer;
}

/** What is signed, and who signed it. */
export interface VerifiedEntity {
  readonly signer: Signer;
  readonly entity: Entity;
}

/** multipart/signed (RFC 1847, RFC 8551 section 3.5.3) around an entity. */
export function multipartSigned(part: Buffer, identity: Identity, digest: DigestName): TypedBody {
  const boundary = newBoundary();
  const signature = signDetached(part, identity, digest).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  const headers = {
    'Content-Type': 'application/pkcs7-signature; name="smime.p7s"',
    'Content-Transfer-Encoding': 'base64',
    'Content-Disposition': 'attachment; filename="smime.p7s"',
  };
  const body = joinMultipart([part, writeEntity(headers, Buffer.from(`${signature}\r\n`))], boundary);
  const micalg = digest === 'sha-1' ? 'sha1' : digest;
  const protocol = 'protocol="application/pkcs7-signature"';
  return { type: `multipart/signed; ${protocol}; micalg=${micalg}; boundary="${boundary}"`, body };
}

/**
 * The signed entity in a multipart/signed one, and who signed it.
 * @throws TransmissionFault
 */
export function verifyEntity(
  entity: Entity,
  certificates: readonly Certificate[],
  terms: { readonly at: Date; readonly acceptSha1: boolean },
): VerifiedEntity {
  const boundary = contentTypeOf(entity).parameters.get('boundary') ?? '';
  const { parts, isComplete } = splitMultipart(entity.body, boundary);
  const [content, last] = parts;
  const signature = last === undefined ? undefined : readEntity(last);
  const bytes = signature === undefined ? undefined : contentOf(signature);
  if (!isComplete || parts.length !== 2 || content === undefined || bytes === undefined || boundary === '')
    throw new TransmissionFault('integrity-check-failed', 'it is not one content and one signature');
  return entityOf(verifySigned(bytes, formsOf(content), certificates, terms));
}

/**
 * The same of an application/pkcs7-mime whose SignedData has the content inside (RFC 8551 section 3.5.2).
 * @throws TransmissionFault
 */
export function verifyOpaque(
  signed: Buffer,
  certificates: readonly Certificate[],
  terms: { readonly at: Date; readonly acceptSha1: boolean },
): VerifiedEntity {
  const content = contentInside(signed);
  if (content === undefined)
    throw new TransmissionFault('integrity-check-failed', 'there is no content in the signature');
  return entityOf(verifySigned(signed, [content], certificates, terms));
}

function entityOf(signer: Signer): VerifiedEntity {
  const entity = readEntity(signer.content);
  if (entity === undefined)
    throw new TransmissionFault('unexpected-processing-error', 'what is signed is no MIME entity');
  return { signer, entity };
}

/** As it came, and, when somebody on the way or the signer's own tool changed the line ends, as it was signed. */
function* formsOf(content: Buffer): Generator<Buffer> {
  yield content;
  const hasBareLineFeed = /(^|[^\r])\n/.test(content.subarray(0, 64 * 1024).toString('latin1'));
  if (hasBareLineFeed) yield canonical(content);
}
