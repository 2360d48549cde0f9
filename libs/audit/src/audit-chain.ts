import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** One line of the audit log, as it is kept and shown. */
export interface AuditEntry {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** ISO 8601 in UTC, milliseconds. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** SHA-256 in hexadecimal of the entry before and everything above. */
  readonly hash: string;
}

/** What the first entry follows. */
export const beginningHash = '0'.repeat(64);

export type ChainReport =
  | { readonly isWhole: true; readonly entries: number; readonly head: string }
  | { readonly isWhole: false; readonly brokenAt: number; readonly reason: 'changed' | 'missing' };

/** SHA-256 over the canonical JSON of an entry together with the hash of the one before. */
export function hashOf(entry: Omit<AuditEntry, 'hash'>, previousHash: string): string {
  const { sequence, at, actor, action, subject, detail } = entry;
  const text = canonicalJson({ sequence, at, actor, action, subject, detail, previousHash });
  return createHash('sha256').update(text).digest('hex');
}

/** Follows the chain from its beginning and names the first entry that is not what was written, or is not there. */
export async function verifyChain(entries: AsyncIterable<AuditEntry>): Promise<ChainReport> {
  let head = beginningHash;
  let expected = 1;
  for await (const entry of entries) {
    if (entry.sequence !== expected) return { isWhole: false, brokenAt: expected, reason: 'missing' };
    if (hashOf(entry, head) !== entry.hash) return { isWhole: false, brokenAt: expected, reason: 'changed' };
    head = entry.hash;
    expected++;
  }
  return { isWhole: true, entries: expected - 1, head };
}
