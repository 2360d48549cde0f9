import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certificatesIn, daysLeft, issuersWithin, warningsOf, type ReadCertificate } from './index.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bianzu-certificates-'));
  openssl('genrsa', '-out', 'shared.key', '2048');
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const read = (name: string): Buffer => readFileSync(at(name));
const openssl = (...args: readonly string[]): void =>
  void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

/** A certificate by openssl, with a key of its own of this kind, or for `shared` with one that others have, too. */
function made(name: string, kind: string, ...more: readonly string[]): Buffer {
  const curve = kind === 'ec' ? ['-pkeyopt', 'ec_paramgen_curve:P-256'] : [];
  const key =
    kind === 'shared' ? ['-key', 'shared.key'] : ['-newkey', kind, ...curve, '-keyout', `${name}.key`];
  const about = ['-nodes', '-utf8', '-subj', `/O=编组/CN=${name}`, '-out', `${name}.crt`];
  openssl('req', '-x509', ...key, ...about, ...more);
  return read(`${name}.crt`);
}

function only(bytes: Uint8Array): ReadCertificate {
  const { certificates } = certificatesIn(bytes);
  expect(certificates).toHaveLength(1);
  return certificates[0]!;
}
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);
const codesOf = ({ facts }: ReadCertificate, now = new Date()): string[] =>
  warningsOf(facts, now, 30).map(({ code }) => code);

describe('what a certificate says', () => {
  it('is read the same from PEM with words around it, from DER and from PKCS #7', () => {
    const pem = made('rsa', 'shared', '-days', '100', '-addext', 'keyUsage=digitalSignature,keyEncipherment');
    openssl('x509', '-in', 'rsa.crt', '-outform', 'DER', '-out', 'rsa.der');
    openssl('crl2pkcs7', '-nocrl', '-certfile', 'rsa.crt', '-out', 'rsa.p7b');
    openssl('crl2pkcs7', '-nocrl', '-certfile', 'rsa.crt', '-outform', 'DER', '-out', 'rsa.p7c');
    const { facts } = only(Buffer.concat([Buffer.from('Bag Attributes\n'), pem]));
    expect(facts).toMatchObject({
      subject: 'O=编组, CN=rsa',
      key: { kind: 'RSA', bits: 2048 },
      signatureAlgorithm: 'RSA with SHA-256',
      keyUsages: ['digitalSignature', 'keyEncipherment'],
      isSelfSigned: true,
      fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    });
    for (const name of ['rsa.der', 'rsa.p7b', 'rsa.p7c']) expect(only(read(name)).facts).toEqual(facts);
    expect(daysLeft(facts, new Date())).toBe(99);
    expect(codesOf(only(pem))).toEqual([]);
  });

  it('is warned of before its end, after it, and before its beginning', () => {
    const one = only(made('short', 'shared', '-days', '20'));
    expect(codesOf(one)).toEqual(['ends-soon']);
    expect(codesOf(one, inDays(21))).toEqual(['expired']);
    expect(codesOf(one, inDays(-1))).toEqual(['not-yet-valid']);
  });

  it('shows what a key is too weak, or not for', () => {
    expect(codesOf(only(made('weak', 'rsa:1024', '-days', '90')))).toEqual(['weak-key']);
    const elliptic = only(made('ec', 'ec', '-days', '90', '-addext', 'extendedKeyUsage=clientAuth'));
    expect(elliptic.facts).toMatchObject({
      key: { kind: 'EC', bits: 256, curve: 'prime256v1' },
      purposes: ['clientAuth'],
    });
    expect(codesOf(elliptic)).toEqual(['not-for-encryption']);
    expect(
      codesOf(only(made('signs', 'shared', '-days', '90', '-addext', 'keyUsage=digitalSignature'))),
    ).toEqual(['not-for-encryption']);
    expect(
      codesOf(only(made('opens', 'shared', '-days', '90', '-addext', 'keyUsage=keyEncipherment'))),
    ).toEqual(['not-for-signing']);
    expect(only(made('edwards', 'ed25519', '-days', '90')).facts.key).toEqual({ kind: 'Ed25519' });
  });
});

describe('a file of several', () => {
  it('shows who issued whom, by the signature and not by the name', () => {
    const authority = made('authority', 'shared', '-days', '90');
    const impostor = made('impostor', 'rsa:2048', '-days', '90', '-subj', '/O=编组/CN=authority');
    openssl('req', '-new', '-key', 'shared.key', '-subj', '/CN=leaf', '-out', 'leaf.csr');
    const signing = [
      '-CA',
      'authority.crt',
      '-CAkey',
      'shared.key',
      '-CAcreateserial',
      '-sha1',
      '-days',
      '90',
    ];
    openssl('x509', '-req', '-in', 'leaf.csr', ...signing, '-out', 'leaf.crt');
    const { certificates } = certificatesIn(Buffer.concat([read('leaf.crt'), impostor, authority]));
    expect(issuersWithin(certificates)).toEqual([2, undefined, undefined]);
    expect(certificates[2]!.facts.isAuthority).toBe(true);
    expect(codesOf(certificates[0]!)).toEqual(['weak-signature']);
  });

  it('keeps what can be read beside what cannot, and tells of a private key', () => {
    writeFileSync(at('mixed'), Buffer.concat([made('good', 'ec', '-days', '90'), read('good.key')]));
    const damaged = '-----BEGIN CERTIFICATE-----\nMIIBAAAA\n-----END CERTIFICATE-----\n';
    const file = certificatesIn(Buffer.concat([read('mixed'), Buffer.from(damaged)]));
    expect([file.certificates.length, file.unreadable, file.hasPrivateKey]).toEqual([1, 1, true]);
  });

  it('is none when it is garbage, cut off, or empty', () => {
    const whole = only(made('cut', 'ec', '-days', '90')).x509.raw;
    for (const bytes of [
      Buffer.from('garbage'),
      Buffer.alloc(0),
      Buffer.alloc(4_000, 0x30),
      whole.subarray(0, -1),
    ])
      expect(certificatesIn(bytes).certificates).toEqual([]);
  });
});
