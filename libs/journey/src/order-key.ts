import type { BusinessKey } from './outcome.js';

/**
 * The business key of a canonical message by which its deliveries keep their order: the first that its schema names for what it is
 * about, as the order, the waybill or the container. The document's own number is another one in every message; it serves only
 * when there is nothing else.
 */
export function orderKeyOf(keys: readonly BusinessKey[]): string | undefined {
  return (keys.find(({ type }) => type !== 'document') ?? keys[0])?.value;
}
