import { createHash } from 'node:crypto';

/** Our own name space (RFC 9562, 6.6); changing it would rename every customer. */
const namespace = Buffer.from('8f2c1b7e4d0a5e3f9b6c7a1d2e4f6081', 'hex');

/**
 * UUIDv5 of a thing's own words: the same words give the same id on every machine and in every order of arrival.
 * The parts are joined by a character that no part may contain.
 */
export function stableId(...parts: readonly string[]): string {
  const digest = createHash('sha1').update(namespace).update(parts.join('\u001f')).digest();
  digest[6] = (digest[6]! & 0x0f) | 0x50;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The id of a source system's party record; it also resolves as an alias of the customer that the record belongs to. */
export function partyRecordId(system: string, localId: string): string {
  return stableId('party', system, localId);
}

export function customerIdOfCreditCode(creditCode: string): string {
  return stableId('credit-code', creditCode);
}

export function businessRecordId(kind: string, system: string, number: string): string {
  return stableId('record', kind, system, number);
}
