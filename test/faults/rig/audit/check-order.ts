import iconv from 'iconv-lite';
import { placeOfReference } from '../messages.js';
import { acceptedVersions } from './check-effects.js';
import type { Evidence } from './evidence.js';

interface OrderDocument {
  readonly orderNumber?: string;
  readonly documentId: string;
}

/** Readers get the versions of an order in the order in which they were sent, each one once by its message id. */
export function checkOrder({ sent, canonicals, inbox, hasCanonicalReader }: Evidence): string[] {
  const expected = acceptedVersions(sent);
  const published = new Map<string, number[]>();
  const add = (all: Map<string, number[]>, documentId: string): void => {
    const [key, version] = placeOfReference(documentId);
    all.set(key, [...(all.get(key) ?? []), version]);
  };
  for (const { type, body, routingKey } of canonicals) {
    if (type !== 'transport-order' || !routingKey.endsWith('.sys-1')) continue;
    add(published, (JSON.parse(body.toString()) as OrderDocument).documentId);
  }
  const delivered = new Map<string, number[]>();
  for (const { body } of inbox.in('bianzu.out.sys-2-orders')) {
    const [, documentId = ''] = /<BWBH>(\w+)</.exec(iconv.decode(body, 'gb18030')) ?? [];
    add(delivered, documentId);
  }
  return [...expected].flatMap(([key, versions]) => [
    ...(hasCanonicalReader
      ? difference(`published versions of ${key}`, versions, published.get(key) ?? [])
      : []),
    ...difference(`delivered versions of ${key}`, versions, delivered.get(key) ?? []),
  ]);
}

/** Of two sequences of versions of one order. */
export function difference(what: string, expected: readonly number[], found: readonly number[]): string[] {
  if (expected.join() === found.join()) return [];
  const at = found.findIndex((version, index) => version !== expected[index]);
  const from = Math.max(0, (at < 0 ? found.length : at) - 2);
  const part = (versions: readonly number[]): string => versions.slice(from, from + 10).join(' ');
  return [`ORDER: ${what}, from the ${from}th: ${part(found)} instead of ${part(expected)}`];
}
