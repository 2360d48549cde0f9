import { execFileSync } from 'node:child_process';
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  claimedSignature,
  contentDigest,
  DigestCheck,
  readKey,
  signRequest,
  verifySignature,
  type ClaimedSignature,
  type SignableRequest,
  type SignatureKey,
} from './index.js';
import { signatureBase } from './signature-base.js';

const body = Buffer.from('<order/>');
const plain: SignableRequest = {
  method: 'POST',
  url: 'https://hub.example/v1/messages?x=1',
  headers: { 'content-type': 'application/xml', 'content-length': '8' },
};
const shared = readKey(Buffer.alloc(32, 7));

async function signed(key: SignatureKey, request = plain, created = new Date()): Promise<SignableRequest> {
  const more = await signRequest(request, body, { keyId: 'signature', key, created });
  return { ...request, headers: { ...request.headers, ...more } };
}

function claimOf(request: SignableRequest): ClaimedSignature {
  const claimed = claimedSignature(request);
  if (typeof claimed !== 'object') throw new Error(String(claimed));
  return claimed;
}

const faultOf = (request: SignableRequest, key: SignatureKey, now?: Date) =>
  verifySignature(request, claimOf(request), [key], now);

describe('the signature base', () => {
  it('is that of RFC 9421, appendix B.2.5, and so is the signature', () => {
    // the request and the shared secret of appendix B.1.5 and B.2
    const secret = 'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==';
    const parameters = '("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"';
    const headers = { date: 'Tue, 20 Apr 2021 02:07:55 GMT', 'content-type': 'application/json' };
    const request = { method: 'POST', url: 'https://example.com/foo?param=Value&Pet=dog', headers };
    const base = signatureBase(request, ['date', '@authority', 'content-type'], parameters)!;
    expect(base.split('\n')[1]).toBe('"@authority": example.com');
    const mac = createHmac('sha256', Buffer.from(secret, 'base64')).update(base).digest('base64');
    expect(mac).toBe('pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=');
  });
});

describe('a signed request', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const own = readKey(Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })));
  const theirs = readKey(Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })));

  it('is known by Ed25519 and by a shared secret, and by no other key', async () => {
    expect(await faultOf(await signed(own), theirs)).toBeUndefined();
    expect(await faultOf(await signed(shared), shared)).toBeUndefined();
    expect(await faultOf(await signed(shared), readKey(Buffer.alloc(32, 8)))).toBe('wrong');
    expect(await faultOf(await signed(own), shared)).toBe('wrong-key');
  });

  it('is not known any more when method, address, type or digest have changed', async () => {
    const request = await signed(own);
    const { headers } = request;
    for (const changed of [
      { ...request, method: 'PUT' },
      { ...request, url: 'https://hub.example/v1/messages?x=2' },
      { ...request, headers: { ...headers, 'content-type': 'text/plain' } },
      { ...request, headers: { ...headers, 'content-digest': contentDigest(Buffer.from('other')) } },
    ])
      expect(await faultOf(changed, theirs)).toBe('wrong');
  });

  it('is good for minutes, and not before its time', async () => {
    const made = new Date('2026-11-22T12:00:00Z');
    const request = await signed(own, plain, made);
    const after = (seconds: number): Date => new Date(made.getTime() + seconds * 1_000);
    expect(await faultOf(request, theirs, after(299))).toBeUndefined();
    expect(await faultOf(request, theirs, after(301))).toBe('too-old');
    expect(await faultOf(request, theirs, after(-61))).toBe('from-the-future');
  });

  it('must cover method, address and body', async () => {
    const list = (names: string): string =>
      `sig1=(${names});created=${Math.floor(Date.now() / 1_000)};keyid="a";nonce="b"`;
    const headers = { ...plain.headers, signature: 'sig1=:AAAA:' };
    for (const names of [
      '"@method"',
      '"@method" "@target-uri"',
      '"@target-uri" "content-digest"',
      '"@method" "@path" "content-digest"',
    ])
      expect(
        await faultOf({ ...plain, headers: { ...headers, 'signature-input': list(names) } }, theirs),
      ).toBe('not-covered');
  });

  it('is refused when its fields cannot be read, or say too little', () => {
    const faults = (input: string, signature = 'sig1=:AAAA:'): unknown =>
      claimedSignature({ ...plain, headers: { 'signature-input': input, signature } });
    const tail = ';created=1;keyid="a";nonce="b"';
    for (const input of [
      '',
      'sig1',
      `sig1=("@method" "@method")${tail}`,
      `sig1=("@method";req)${tail}`,
      `sig2=()${tail}`,
      'sig1=();created="x',
      `sig1=()${tail};created=2`,
    ])
      expect(faults(input)).toBe('unreadable');
    for (const input of ['sig1=()', 'sig1=();created=1;keyid="a"', 'sig1=();keyid="a";nonce="b"'])
      expect(faults(input)).toBe('incomplete');
    expect(claimedSignature(plain)).toBeUndefined();
  });
});

describe('SM2 with SM3', () => {
  let folder: string;
  let pem: Buffer;
  let publicPem: Buffer;
  const openssl = (...args: string[]): Buffer =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bianzu-sm2-'));
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2', '-out', 'key.pem');
    openssl('pkey', '-in', 'key.pem', '-pubout', '-out', 'public.pem');
    pem = readFileSync(join(folder, 'key.pem'));
    publicPem = readFileSync(join(folder, 'public.pem'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const identity = ['-sigopt', 'distid:1234567812345678'];

  it('is known when it is made here, and when OpenSSL makes it', async () => {
    const request = await signed(readKey(pem));
    expect(await faultOf(request, readKey(publicPem))).toBeUndefined();
    writeFileSync(join(folder, 'data'), 'what is signed');
    const foreign = openssl('dgst', '-sm3', '-sign', 'key.pem', ...identity, 'data');
    expect(await readKey(publicPem).verify(Buffer.from('what is signed'), foreign)).toBe(true);
    expect(await readKey(publicPem).verify(Buffer.from('something else'), foreign)).toBe(false);
    expect(await readKey(publicPem).verify(Buffer.from('what is signed'), Buffer.alloc(64))).toBe(false);
  });

  it('without the identity is something else, as Node would make it', async () => {
    const data = Buffer.from('what is signed');
    const without = sign('sm3', data, pem);
    expect(await readKey(publicPem).verify(data, without)).toBe(false);
  });
});

describe('a content digest', () => {
  it('is that of RFC 9530, and finds a body that is another', () => {
    const example = Buffer.from('{"hello": "world"}\n');
    expect(contentDigest(example)).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:');
    const matches = (field: string, bytes: Buffer): boolean | undefined => {
      const check = DigestCheck.of(field);
      check?.update(bytes);
      return check?.matches;
    };
    expect(matches(contentDigest(example, 'sm3'), example)).toBe(true);
    expect(matches(contentDigest(example), Buffer.from('other'))).toBe(false);
    expect(matches('md5=:AAAA:', example)).toBeUndefined();
  });
});
