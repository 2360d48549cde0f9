import { createHash } from 'node:crypto';

/**
 * A number of 31 bits from the key that orders messages: equal keys give equal numbers in every process. The lane is this
 * number modulo the number of lanes, taken when a message is handed over.
 */
export function laneHash(key: string): number {
  return createHash('sha1').update(key).digest().readUInt32BE(0) >>> 1;
}
