import { createHash } from 'node:crypto';
import { digests, nodeDigest, type DigestName } from './cms/object-identifiers.js';

/** The message integrity check (RFC 4130 section 7.3.1): what the receiver proves to have received. */
export interface Mic {
  /** Base64. */
  readonly value: string;
  readonly digest: DigestName;
}

export function micOf(content: Uint8Array, digest: DigestName): Mic {
  return { value: createHash(nodeDigest(digest)).update(content).digest('base64'), digest };
}

/** `Received-Content-MIC: 7v7F++fQaNB1sVLFtMRp+dF+eG4=, sha-256` */
export function writeMic({ value, digest }: Mic): string {
  return `${value}, ${digest}`;
}

export function readMic(text: string): Mic | undefined {
  const [, value, name] = /^\s*([A-Za-z0-9+/]{20,100}={0,2})\s*,\s*("?[\w-]{1,20}"?)\s*$/.exec(text) ?? [];
  const digest = digestNamed(name ?? '');
  return value === undefined || digest === undefined ? undefined : { value, digest };
}

/** `sha256`, `SHA-256`, `"sha-256"` and `rsa-sha256` are the same; undefined for a digest that is not used here. */
export function digestNamed(text: string): DigestName | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/^"(.*)"$/, '$1')
    .replace(/^rsa-/, '')
    .replace('-', '');
  return (Object.keys(digests) as DigestName[]).find((name) => nodeDigest(name) === plain);
}
