import type { DigestName } from '../cms/object-identifiers.js';
import { digestNamed } from '../mic.js';

/** What a sender wants to hear of a transmission, from its HTTP headers (RFC 4130 section 7.3). */
export interface ReceiptRequest {
  readonly isSigned: boolean;
  /** Of the MIC; undefined when none of those that were asked for can be had and the sender insists. */
  readonly digest: DigestName | undefined;
  /** Present when the MDN is to be sent on a connection of its own. */
  readonly url?: string;
}

/**
 * @param fallback the digest of the MIC when the sender names none: that of its signature
 * @returns undefined when no MDN was asked for
 */
export function receiptRequestOf(
  headers: ReadonlyMap<string, string>,
  fallback: DigestName,
): ReceiptRequest | undefined {
  if (headers.get('disposition-notification-to') === undefined) return undefined;
  const options = optionsOf(headers.get('disposition-notification-options') ?? '');
  const url = headers.get('receipt-delivery-option')?.trim();
  const wanted = options.get('signed-receipt-micalg');
  const digests = wanted?.values.map(digestNamed).filter((one) => one !== undefined);
  return {
    isSigned: options.get('signed-receipt-protocol')?.values.some(isPkcs7Signature) === true,
    digest: wanted === undefined ? fallback : (digests?.[0] ?? (wanted.isRequired ? undefined : fallback)),
    ...(url === undefined || url === '' ? {} : { url }),
  };
}

/** `x-pkcs7-signature` is what it was called before it had a name. */
function isPkcs7Signature(protocol: string): boolean {
  return /^"?(application\/)?(x-)?pkcs7-signature"?$/.test(protocol);
}

interface Option {
  readonly isRequired: boolean;
  readonly values: readonly string[];
}

/** `signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, sha-256, sha-1` */
function optionsOf(header: string): Map<string, Option> {
  return new Map(
    header.split(';').flatMap((one): [string, Option][] => {
      const [name = '', list = ''] = one.split('=', 2).map((part) => part.trim().toLowerCase());
      const [importance, ...values] = list.split(',').map((part) => part.trim());
      const isStated = importance === 'required' || importance === 'optional';
      const all = isStated || importance === undefined ? values : [importance, ...values];
      return name === '' ? [] : [[name, { isRequired: importance === 'required', values: all }]];
    }),
  );
}
