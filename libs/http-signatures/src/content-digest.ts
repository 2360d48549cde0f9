import { createHash, timingSafeEqual, type Hash } from 'node:crypto';

const algorithms = { 'sha-256': 'sha256', 'sha-512': 'sha512', sm3: 'sm3' } as const;
type DigestName = keyof typeof algorithms;

/** A Content-Digest field (RFC 9530); `sm3` is not registered, and of use between those who have agreed on it. */
export function contentDigest(body: Uint8Array, name: DigestName = 'sha-256'): string {
  return `${name}=:${createHash(algorithms[name]).update(body).digest('base64')}:`;
}

/** Holds a body against its Content-Digest, piece by piece. */
export class DigestCheck {
  private readonly hash: Hash;

  private constructor(
    name: DigestName,
    private readonly expected: Buffer,
  ) {
    this.hash = createHash(algorithms[name]);
  }

  /** @returns undefined when the field has no digest that we know */
  static of(field: string | undefined): DigestCheck | undefined {
    for (const member of field?.slice(0, 2_000).split(',') ?? []) {
      const [, name = '', value = ''] = /^\s*([a-z0-9-]+)=:([A-Za-z0-9+/=]*):\s*$/.exec(member) ?? [];
      if (Object.hasOwn(algorithms, name))
        return new DigestCheck(name as DigestName, Buffer.from(value, 'base64'));
    }
    return undefined;
  }

  update(bytes: Uint8Array): void {
    this.hash.update(bytes);
  }

  /** To be asked once, at the end. */
  get matches(): boolean {
    const found = this.hash.digest();
    return found.byteLength === this.expected.byteLength && timingSafeEqual(found, this.expected);
  }
}
