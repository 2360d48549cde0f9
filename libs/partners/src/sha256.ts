import { createHash } from 'node:crypto';

/** All that is kept of a token or secret; in raw bytes, as the tables have it. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
