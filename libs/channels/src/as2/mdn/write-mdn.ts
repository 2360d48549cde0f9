import { randomUUID } from 'node:crypto';
import type { Identity } from '../cms/certificate.js';
import type { DigestName } from '../cms/object-identifiers.js';
import { writeMic, type Mic } from '../mic.js';
import { joinMultipart, newBoundary } from '../mime/multipart.js';
import { multipartSigned, type TypedBody } from '../mime/signed-entity.js';
import { quoted } from '../mime/header-value.js';
import { writeEntity } from '../mime/entity.js';
import { as2Headers } from '../transmission/as2-headers.js';
import { writeDisposition, type Disposition } from './disposition.js';

export interface MdnFacts {
  /** Our name, and that of the sender whom the MDN goes to. */
  readonly from: string;
  readonly to: string;
  readonly originalMessageId: string;
  readonly disposition: Disposition;
  /** Of what was received; absent when it could not be read so far. */
  readonly mic?: Mic;
  /** One sentence for people. */
  readonly explanation: string;
}

/** An MDN (RFC 8098 in the form of RFC 4130 section 7.4) with the headers that it travels under. */
export interface Mdn {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** @param signer without it the MDN is not signed */
export function writeMdn(facts: MdnFacts, signer?: { identity: Identity; digest: DigestName }): Mdn {
  const report = reportOf(facts);
  const content = signer === undefined ? report : signed(report, signer.identity, signer.digest);
  return {
    headers: {
      ...as2Headers(facts.from, facts.to),
      'Message-ID': `<${randomUUID()}@bianzu>`,
      Subject: 'Message Disposition Notification',
      'Content-Type': content.type,
    },
    body: content.body,
  };
}

function reportOf({ from, originalMessageId, disposition, mic, explanation }: MdnFacts): TypedBody {
  const boundary = newBoundary();
  const fields = {
    'Reporting-UA': 'Bianzu',
    'Original-Recipient': `rfc822; ${quoted(from)}`,
    'Final-Recipient': `rfc822; ${quoted(from)}`,
    'Original-Message-ID': originalMessageId,
    Disposition: writeDisposition(disposition),
    ...(mic === undefined ? {} : { 'Received-Content-MIC': writeMic(mic) }),
  };
  const words = Buffer.from(`${explanation.replaceAll(/[^\x20-\x7e]/g, '?')}\r\n`, 'latin1');
  const parts = [
    writeEntity(
      { 'Content-Type': 'text/plain; charset=us-ascii', 'Content-Transfer-Encoding': '7bit' },
      words,
    ),
    writeEntity(
      { 'Content-Type': 'message/disposition-notification', 'Content-Transfer-Encoding': '7bit' },
      writeEntity(fields, Buffer.alloc(0)),
    ),
  ];
  const type = `multipart/report; report-type=disposition-notification; boundary="${boundary}"`;
  return { type, body: joinMultipart(parts, boundary) };
}

function signed({ type, body }: TypedBody, identity: Identity, digest: DigestName): TypedBody {
  return multipartSigned(writeEntity({ 'Content-Type': type }, body), identity, digest);
}
