import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OpenSsl } from '../../../test/as2/openssl.js';
import { compress, decompress } from './compressed-data.js';
import { readCertificates, readIdentity, type Certificate, type Identity } from './certificate.js';
import { envelop, openEnvelope } from './enveloped-data.js';
import { keyTransports } from './key-transport.js';
import { ciphers, digests, type CipherName, type DigestName } from './object-identifiers.js';
import { signDetached, verifySigned } from './signed-data.js';

const content = Buffer.from("Content-Type: application/edifact\r\n\r\nUNB+UNOA:1'\r\n");
const everyCipher = Object.keys(ciphers) as CipherName[];
const everyDigest = Object.keys(digests) as DigestName[];
const [now, later] = [60_000, 60 * 86_400_000].map((ms) => new Date(Date.now() + ms)) as [Date, Date];

describe('CMS between us and OpenSSL', () => {
  const openssl = new OpenSsl();
  let ours: Identity;
  let curved: Identity;
  let theirs: Certificate[];

  beforeAll(() => {
    ours = readIdentity(openssl.identity('ours'));
    curved = readIdentity(openssl.identity('curved', { key: 'ec' }));
    openssl.identity('theirs');
    openssl.identity('forged', { subject: 'theirs' });
    theirs = readCertificates(openssl.read('theirs.crt'));
    openssl.write('content', content);
  });
  afterAll(() => openssl.close());

  const verify = (signature: Buffer, given = [content], at = now): unknown =>
    verifySigned(signature, given, theirs, { at, acceptSha1: false });
  const signedBy = (name: string, ...more: readonly string[]): Buffer =>
    openssl.run(
      ...['cms', '-sign', '-binary', '-in', '@content', '-outform', 'DER'],
      ...['-signer', `@${name}.crt`, '-inkey', `@${name}.key`, ...more],
    );

  it.each(everyDigest)('a signature of ours over %s is verified by it', (digest) => {
    for (const identity of [ours, curved]) {
      openssl.write('signature', signDetached(content, identity, digest));
      const name = identity === ours ? 'ours' : 'curved';
      const given = ['-in', '@signature', '-inform', 'DER', '-content', '@content', '-binary'];
      const shown = openssl.run('cms', '-verify', ...given, '-noverify', '-certfile', `@${name}.crt`);
      expect(shown.equals(content)).toBe(true);
    }
  });

  it.each([
    { how: ['-md', 'sha256'] },
    { how: ['-md', 'sha512', '-keyid'] },
    { how: ['-md', 'sha256', '-noattr'] },
    { how: ['-md', 'sha384', '-keyopt', 'rsa_padding_mode:pss'] },
  ])('its signature is verified by us: $how', ({ how }) => {
    const signature = signedBy('theirs', ...how);
    expect(verify(signature)).toMatchObject({ digest: expect.stringMatching(/^sha-/) });
    expect(() => verify(signature, [Buffer.concat([content, Buffer.of(0)])])).toThrow(
      'integrity-check-failed',
    );
  });

  it('a signature counts only with an agreed key, whatever name its certificate has', () => {
    expect(() => verify(signedBy('forged'))).toThrow('authentication-failed');
    expect(() => verify(signedBy('ours'))).toThrow('authentication-failed');
  });

  it('a signature counts only while its certificate is valid, and not over SHA-1 unless it is agreed', () => {
    expect(() => verify(signedBy('theirs'), [content], later)).toThrow('the certificate is valid from');
    const weak = signedBy('theirs', '-md', 'sha1');
    expect(() => verify(weak)).toThrow('insufficient-message-security');
    expect(verifySigned(weak, [content], theirs, { at: now, acceptSha1: true }).digest).toBe('sha-1');
  });

  it('a signature with one bit changed, or cut anywhere, never counts and never crashes', () => {
    const signature = signedBy('theirs', '-nocerts');
    for (let at = 0; at < signature.length; at += 3) {
      const flipped = Buffer.from(signature);
      flipped[at]! ^= 1 << (at % 8);
      // the optional list of digests and the version say nothing that is used
      const outcome = outcomeOf(() => verify(flipped));
      if (outcome !== 'fine') expect(outcome).toMatch(/^(authentic|integrity|insufficient)/);
      expect(outcomeOf(() => verify(signature.subarray(0, at)))).toMatch(/integrity-check-failed/);
    }
    const last = Buffer.from(signature);
    last[last.length - 1]! ^= 1;
    expect(outcomeOf(() => verify(last))).toMatch(/integrity-check-failed/);
  });

  it.each(everyCipher)('what we encrypt with %s is read by it', (cipher) => {
    for (const transport of keyTransports) {
      openssl.write('sealed', envelop(content, ours.certificate, cipher, transport));
      const given = ['-in', '@sealed', '-inform', 'DER', '-recip', '@ours.crt', '-inkey', '@ours.key'];
      expect(openssl.run('cms', '-decrypt', '-binary', ...given).equals(content)).toBe(true);
    }
  });

  it.each([
    ...['-aes128', '-aes192', '-aes256', '-aes-256-gcm', '-des3'].map((one) => [one]),
    ['-aes256', '-stream'],
    ['-aes256', '-keyid'],
    ['-aes256', '-keyopt', 'rsa_padding_mode:oaep'],
    ['-aes256', '-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256'],
  ])('what it encrypts is read by us: %#', (...how) => {
    const recipient = how.includes('-keyopt') ? ['-recip', '@ours.crt'] : [];
    const [cipher = '', ...rest] = how.filter((one) => one !== undefined);
    const sealed = openssl.run(
      ...['cms', '-encrypt', '-binary', cipher, '-in', '@content', '-outform', 'DER'],
      ...recipient,
      ...rest,
      ...(recipient.length === 0 ? ['@ours.crt'] : []),
    );
    expect(openEnvelope(sealed, [curved, ours], everyCipher).equals(content)).toBe(true);
    expect(() => openEnvelope(sealed, [curved], everyCipher)).toThrow('decryption-failed');
    expect(() => openEnvelope(sealed, [ours], [])).toThrow('insufficient-message-security');
  });

  it('what was encrypted tells nothing of its padding, and with AES-GCM nothing that was changed is read', () => {
    const sealed = envelop(content, ours.certificate, 'aes-256-cbc', 'rsa');
    for (let bit = 0; bit < 256; bit += 5) {
      const changed = Buffer.from(sealed);
      changed[changed.length - 17] = bit;
      expect(openEnvelope(changed, [ours], everyCipher).length).toBeGreaterThan(content.length - 32);
    }
    const safe = envelop(content, ours.certificate, 'aes-256-gcm', 'rsa');
    safe[safe.length - 30]! ^= 1;
    expect(() => openEnvelope(safe, [ours], everyCipher)).toThrow('decryption-failed');
  });

  it('compressed content comes back, and never more of it than agreed', async () => {
    const compressed = await compress(Buffer.alloc(5_000_000, 'a'));
    expect(compressed.length).toBeLessThan(10_000);
    expect((await decompress(compressed, 5_000_000)).length).toBe(5_000_000);
    await expect(decompress(compressed, 4_999_999)).rejects.toThrow('decompression-failed');
    await expect(decompress(Buffer.concat([compressed, Buffer.of(0)]), 9e6)).rejects.toThrow(
      'decompression-failed',
    );
    for (let at = 0; at < compressed.length; at += 997)
      await expect(decompress(compressed.subarray(0, at), 9e6)).rejects.toThrow('decompression-failed');
  });

  it('structures that are nested without end are refused at once', () => {
    const deep = Buffer.alloc(1_000_000).fill(Buffer.of(0x30, 0x80));
    expect(() => verify(deep)).toThrow('integrity-check-failed');
    expect(() => openEnvelope(deep, [ours], everyCipher)).toThrow('decryption-failed');
  });
});

function outcomeOf(run: () => unknown): string {
  try {
    run();
    return 'fine';
  } catch (error) {
    return (error as Error).message;
  }
}
