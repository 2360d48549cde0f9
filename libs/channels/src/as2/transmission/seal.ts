import { envelop } from '../cms/enveloped-data.js';
import { compress } from '../cms/compressed-data.js';
import type { Certificate, Identity } from '../cms/certificate.js';
import { micOf, type Mic } from '../mic.js';
import { attachment } from '../mime/header-value.js';
import { writeEntity } from '../mime/entity.js';
import { multipartSigned, type TypedBody } from '../mime/signed-entity.js';
import type { CompleteSettings } from '../settings.js';

export interface Sealed extends TypedBody {
  /** What the MIC is over, and the MIC as we compute it. */
  readonly micContent: Uint8Array;
  readonly mic: Mic;
  /** Of the outermost structure, when it has one. */
  readonly disposition?: string;
}

export interface Content {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly fileName: string;
}

/**
 * Makes a transmission of a content, from the inside out: compressed, signed, compressed, encrypted, as agreed. The MIC is
 * over what is signed (RFC 5402 section 4.1), else over the content with its headers, and over the bare content when nothing
 * was done to it (RFC 4130 section 7.3.1).
 */
export async function seal(
  { bytes, contentType, fileName }: Content,
  { sign, encrypt, keyTransport, compress: when }: CompleteSettings,
  keys: { readonly identity?: Identity; readonly certificate?: Certificate },
): Promise<Sealed> {
  const content = writeEntity(
    {
      'Content-Type': contentType,
      'Content-Disposition': attachment(fileName),
      'Content-Transfer-Encoding': 'binary',
    },
    bytes,
  );
  const digest = sign === 'none' ? 'sha-256' : sign;
  let entity = content;
  let outer: TypedBody = { type: contentType, body: Buffer.from(bytes) };
  const wrap = ({ type, body }: TypedBody, headers: Record<string, string> = {}): void => {
    outer = { type, body };
    entity = writeEntity({ 'Content-Type': type, ...headers }, body);
  };
  const compressed = async (): Promise<void> =>
    wrap(pkcs7('compressed-data', await compress(entity)), binary);
  if (when === 'before-signing') await compressed();
  const isBare = sign === 'none' && encrypt === 'none' && when === 'none';
  const micContent = isBare ? bytes : sign === 'none' ? content : entity;
  if (sign !== 'none') wrap(multipartSigned(entity, present(keys.identity), digest));
  if (when === 'after-signing') await compressed();
  if (encrypt !== 'none') {
    const kind = encrypt.endsWith('gcm') ? 'authEnveloped-data' : 'enveloped-data';
    wrap(pkcs7(kind, envelop(entity, present(keys.certificate), encrypt, keyTransport)), binary);
  }
  const mic = micOf(micContent, digest);
  return { ...outer, micContent, mic, disposition: isBare ? attachment(fileName) : undefined };
}

const binary = { 'Content-Transfer-Encoding': 'binary' };

function pkcs7(kind: string, body: Buffer): TypedBody {
  const name = kind === 'compressed-data' ? 'smime.p7z' : 'smime.p7m';
  return { type: `application/pkcs7-mime; smime-type=${kind}; name="${name}"`, body };
}

function present<T>(key: T | undefined): T {
  if (key === undefined) throw new Error('a key that the settings need was not given');
  return key;
}
