import { createHash, timingSafeEqual } from 'node:crypto';

/** The fingerprint of a public key in SSH's wire form, as `ssh-keygen -l` prints it: `SHA256:` and base64 without padding. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

export function isTrusted(key: Buffer, fingerprints: readonly string[]): boolean {
  const shown = Buffer.from(fingerprintOf(key));
  return fingerprints.some((one) => {
    const trusted = Buffer.from(one);
    return trusted.byteLength === shown.byteLength && timingSafeEqual(trusted, shown);
  });
}
