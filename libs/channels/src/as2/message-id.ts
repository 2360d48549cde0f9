import { createHmac, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { writeMic, type Mic } from './mic.js';

const form = /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{22})@[^\s<>@]{1,128}>?$/;
const mostCharacters = 255;

/**
 * The Message-ID of a delivery, the same at every attempt. It carries a seal over the delivery's id and MIC, made with our
 * private key: an MDN that arrives later, perhaps at another process, is compared without anything being kept for it.
 */
export function messageIdFor(deliveryId: string, mic: Mic, from: string, key: KeyObject | undefined): string {
  const place = from.replaceAll(/[^\w-]+/g, '-').slice(0, 64) || 'bianzu';
  return `<${deliveryId}.${sealOf(deliveryId, mic, key)}@${place}>`;
}

/** The delivery that a Message-ID of ours belongs to; undefined when we cannot have given it. */
export function deliveryOf(messageId: string): string | undefined {
  return form.exec(messageId.trim())?.[1];
}

/** Whether the MDN's MIC is that of what we sent under this Message-ID. */
export function fitsMessageId(messageId: string, mic: Mic, keys: readonly KeyObject[]): boolean {
  const [, deliveryId, seal] = form.exec(messageId.trim()) ?? [];
  if (deliveryId === undefined || seal === undefined) return false;
  return keys.some((key) =>
    timingSafeEqual(Buffer.from(seal, 'latin1'), Buffer.from(sealOf(deliveryId, mic, key), 'latin1')),
  );
}

/** A Message-ID as it came, if it may be repeated in a header: printable and not too long. Some are made of AS2 names with blanks in them. */
export function readMessageId(header: string | undefined): string | undefined {
  const text = header?.trim() ?? '';
  return text.length <= mostCharacters && /^(?!<\s*>$)[\x20-\x7e]+$/.test(text) ? text : undefined;
}

/** Whether two Message-IDs are the same, the angle brackets aside, which some leave out. */
export function isSameMessageId(one: string, other: string): boolean {
  const bare = (text: string): string => text.trim().replace(/^<(.*)>$/, '$1');
  return bare(one) === bare(other);
}

/** Without a key, when nothing is signed, the seal is a mere checksum. */
function sealOf(deliveryId: string, mic: Mic, key: KeyObject | undefined): string {
  const secret = key?.export({ type: 'pkcs8', format: 'der' }) ?? '';
  const sealing = Buffer.from(hkdfSync('sha256', secret, '', 'bianzu as2 message id', 32));
  const text = `${deliveryId} ${writeMic(mic)}`;
  return createHmac('sha256', sealing).update(text).digest().subarray(0, 16).toString('base64url');
}
