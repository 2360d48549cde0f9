import type { Certificate } from '../cms/certificate.js';
import { readMic, type Mic } from '../mic.js';
import { contentOf, contentTypeOf, readEntity, type Entity } from '../mime/entity.js';
import { splitMultipart } from '../mime/multipart.js';
import { verifyEntity } from '../mime/signed-entity.js';
import { TransmissionFault } from '../transmission-fault.js';
import { readDisposition, type ReadDisposition } from './disposition.js';

/** What a partner's MDN says. */
export interface ReceivedMdn {
  readonly originalMessageId: string;
  readonly disposition: ReadDisposition;
  readonly mic?: Mic;
  readonly isSigned: boolean;
  /** The partner's words for people. */
  readonly explanation?: string;
}

/** An MDN, or in one sentence why it is none that counts. */
export type MdnReading = { readonly mdn: ReceivedMdn } | { readonly wrong: string };

/**
 * Reads an MDN (RFC 4130 section 7.4), and verifies its signature when it has one.
 * @param certificates of the partner
 * @param mustBeSigned an unsigned MDN then counts for nothing
 */
export function readMdn(
  entity: Entity,
  certificates: readonly Certificate[],
  { mustBeSigned, acceptSha1 }: { readonly mustBeSigned: boolean; readonly acceptSha1: boolean },
): MdnReading {
  try {
    const isSigned = contentTypeOf(entity).value === 'multipart/signed';
    if (!isSigned && mustBeSigned) return { wrong: 'the MDN is not signed' };
    const report = isSigned
      ? verifyEntity(entity, certificates, { at: new Date(), acceptSha1 }).entity
      : entity;
    return reportIn(report, isSigned);
  } catch (error) {
    if (error instanceof TransmissionFault) return { wrong: `the MDN is not right: ${error.detail}` };
    throw error;
  }
}

function reportIn(entity: Entity, isSigned: boolean): MdnReading {
  const { value, parameters } = contentTypeOf(entity);
  if (value !== 'multipart/report') return { wrong: `the answer is ${value.slice(0, 80)} and no MDN` };
  const parts = splitMultipart(entity.body, parameters.get('boundary') ?? '').parts.flatMap(
    (part) => readEntity(part) ?? [],
  );
  const notification = parts.find((part) => contentTypeOf(part).value === 'message/disposition-notification');
  const content = notification === undefined ? undefined : contentOf(notification);
  // fields are written as headers; what follows them, if anything, is of no interest
  const fields =
    content === undefined
      ? undefined
      : readEntity(Buffer.concat([content, Buffer.from('\r\n\r\n')]))?.headers;
  const originalMessageId = fields?.get('original-message-id');
  const disposition = readDisposition(fields?.get('disposition') ?? '');
  if (originalMessageId === undefined || disposition === undefined)
    return { wrong: 'the MDN does not say of which message, or what became of it' };
  const mic = readMic(fields?.get('received-content-mic') ?? '');
  const words = parts.find((part) => contentTypeOf(part).value === 'text/plain');
  const explanation =
    words === undefined ? undefined : contentOf(words)?.toString('utf8').trim().slice(0, 500);
  return {
    mdn: {
      originalMessageId: originalMessageId.slice(0, 300),
      disposition,
      isSigned,
      ...(mic === undefined ? {} : { mic }),
      ...(explanation === undefined || explanation === '' ? {} : { explanation }),
    },
  };
}
