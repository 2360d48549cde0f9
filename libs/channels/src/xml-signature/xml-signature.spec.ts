import { createPublicKey, generateKeyPairSync, verify, X509Certificate, type KeyObject } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { XmlSigner } from '../../../../test/simulators/xml-signer.js';
import { OpenSsl } from '../../test/as2/openssl.js';
import { checkXmlSignature, type XmlSignatureCheck } from './check-xml-signature.js';
import { signedXml } from './signed-xml.js';

const pair = (): { publicKey: KeyObject; privateKey: Buffer } => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { publicKey: createPublicKey(publicKey), privateKey: Buffer.from(privateKey) };
};
const theirs = pair();
const others = pair();
const body = '<Body>货物 &amp; 箱<!-- a remark --></Body>';
const receipt = `<?xml version="1.0" encoding="UTF-8"?>\n<Root xmlns="urn:a">${body}</Root>`;
const sign = async (text: string, by = theirs): Promise<string> =>
  (await signedXml(Buffer.from(text), by.privateKey)).toString();
const check = (text: string, keys = [theirs.publicKey]): Promise<XmlSignatureCheck> =>
  checkXmlSignature(text, keys);
const signatureIn = (text: string): string => /<ds:Signature.*<\/ds:Signature>/s.exec(text)![0];

describe('XML that is signed', () => {
  it('is the same each time, and shows what was signed and by whom', async () => {
    const signed = await sign(receipt);
    expect(await sign(receipt)).toBe(signed);
    const content = '<Root xmlns="urn:a"><Body>货物 &amp; 箱</Body></Root>';
    expect(await check(signed)).toEqual({ kind: 'signed', content, key: 0 });
    const during = await check(signed, [others.publicKey, theirs.publicKey]);
    expect(during).toMatchObject({ kind: 'signed', key: 1 });
  });

  it("is told from what was altered, and from somebody else's", async () => {
    const signed = await sign(receipt);
    expect(await check(signed.replace('货物', '煤'))).toEqual({ kind: 'altered' });
    expect(await check(signed, [others.publicKey])).toEqual({ kind: 'foreign' });
    expect(await check(signed, [])).toEqual({ kind: 'foreign' });
    const swapped = signed.replace(/(?<=<ds:DigestValue>)./, (one) => (one === 'A' ? 'B' : 'A'));
    expect((await check(swapped)).kind).toBe('altered');
  });

  it('may declare the prefix of its signature further up', async () => {
    const namespace = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
    const signed = (await sign(receipt)).replace(`<ds:Signature ${namespace}`, '<ds:Signature');
    const moved = signed.replace('<Root ', `<Root ${namespace} `);
    expect((await check(moved)).kind).toBe('signed');
  });

  it.each<[string, (signed: string) => string]>([
    ['unsigned', () => receipt],
    ['with two signatures', (signed) => signed.replace(/(<ds:Signature.*<\/ds:Signature>)/s, '$1$1')],
    ['with a document type', (signed) => signed.replace('<Root', '<!DOCTYPE Root><Root')],
    [
      'signed in a part only',
      (signed) => signed.replace('URI=""', 'URI="#body"').replace('<Body', '<Body Id="body"'),
    ],
    [
      'transformed by a path',
      (signed) =>
        signed.replace(
          /Algorithm="[^"]+exc-c14n#"(?=\/><\/ds:Transforms)/,
          'Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"',
        ),
    ],
    [
      'with a digest that is broken',
      (signed) =>
        signed
          .replace('xmlenc#sha256', 'x')
          .replace('http://www.w3.org/2001/04/x', 'http://www.w3.org/2000/09/xmldsig#sha1'),
    ],
    [
      'with a shared secret in place of a key',
      (signed) => signed.replace(/http:[^"]+#rsa-sha256/, 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'),
    ],
    ['too long', (signed) => signed.replace('<Body>', `<Body>${'x'.repeat(2_100_000)}`)],
  ])('is not taken when it is %s', async (_, change) => {
    const changed = change(await sign(receipt));
    expect((await check(changed)).kind).toBe('unsuitable');
  });

  it('cannot be wrapped around something else', async () => {
    const signed = await sign(receipt);
    const original = signed.slice(signed.indexOf('<Root'));
    const evil = receipt.replace('货物', '煤');
    const inside = evil.replace('</Root>', `${original}</Root>`);
    expect((await check(inside)).kind).toBe('altered');
    const beside = evil.replace('</Root>', `${signatureIn(signed)}</Root>`);
    expect((await check(beside)).kind).toBe('altered');
    // within the signature nothing is signed: what comes back does not have it either
    const hidden = signed.replace(
      '</ds:SignedInfo>',
      '</ds:SignedInfo><ds:Object><Body>煤</Body></ds:Object>',
    );
    expect(JSON.stringify(await check(hidden))).not.toContain('煤');
  });

  it('needs a key of RSA, P-256 or P-384', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(signedXml(Buffer.from(receipt), pem)).rejects.toThrow('P-384');
  });
});

describe.each([
  ['P-256', 'sha256', 64],
  ['P-384', 'sha384', 96],
])('XML that is signed with ECDSA on %s', (curve, hash, length) => {
  const openssl = new OpenSsl();
  afterAll(() => openssl.close());
  const pem = openssl.identity('own', { key: 'ec', curve });
  const { publicKey } = new X509Certificate(openssl.read('own.crt'));
  openssl.identity('other', { key: 'ec', curve });
  const { publicKey: another } = new X509Certificate(openssl.read('other.crt'));
  const ours = { publicKey, privateKey: pem };
  const signer = new XmlSigner(openssl, 'own', { method: `ecdsa-${hash}`, hash });
  const plain = '<Root><Body>货物</Body></Root>';

  it('is the same each time, and what openssl finds good', async () => {
    const signed = await sign(receipt, ours);
    expect(await sign(receipt, ours)).toBe(signed);
    expect(await check(signed, [publicKey])).toMatchObject({ kind: 'signed', key: 0 });
    const value = Buffer.from(/<ds:SignatureValue>([^<]+)</.exec(signed)![1]!, 'base64');
    expect(value.byteLength).toBe(length);
    const info = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s.exec(signed)![0];
    const canonical = info
      .replace('<ds:SignedInfo>', '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">')
      .replace(/<(ds:\w+)([^>]*)\/>/g, '<$1$2></$1>');
    const isGood = verify(hash, Buffer.from(canonical), { key: publicKey, dsaEncoding: 'ieee-p1363' }, value);
    expect(isGood).toBe(true);
  });

  it('is taken as openssl has signed it, also while RSA is given up', async () => {
    const signed = signer.sign(plain);
    expect(await check(signed, [publicKey])).toEqual({ kind: 'signed', content: plain, key: 0 });
    expect(await check(signed, [theirs.publicKey, publicKey])).toMatchObject({ kind: 'signed', key: 1 });
    expect(await check(await sign(receipt), [publicKey, theirs.publicKey])).toMatchObject({ key: 1 });
  });

  it('is told from what was altered, and from the signatures of others', async () => {
    const signed = signer.sign(plain);
    expect(await check(signed.replace('货物', '煤'), [publicKey])).toEqual({ kind: 'altered' });
    expect(await check(signed, [another])).toMatchObject({ kind: 'foreign', shown: 'CN=own' });
    expect(await check(signed, [theirs.publicKey])).toMatchObject({ kind: 'foreign' });
    const wrapped = plain.replace('货物', '煤').replace('</Root>', `${signed}</Root>`);
    expect((await check(wrapped, [publicKey])).kind).toBe('altered');
  });

  it('is not taken under another name, in DER, over a part, or by a digest that is broken', async () => {
    const kind = async (signed: string): Promise<string> => (await check(signed, [publicKey])).kind;
    const as = (method: string, form: 'raw' | 'der', digest = hash): string =>
      new XmlSigner(openssl, 'own', { method, hash: digest, form }).sign(plain);
    expect(await kind(as(`rsa-${hash}`, 'der'))).toBe('foreign');
    expect(await kind(as(`ecdsa-${hash}`, 'der'))).toBe('foreign');
    expect(await kind(as('ecdsa-sha1', 'raw'))).toBe('unsuitable');
    expect(await kind(signer.sign(plain).replace('URI=""', 'URI="#a"'))).toBe('unsuitable');
  });
});

describe('a key on another curve', () => {
  it('neither signs XML nor verifies it', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp521r1' });
    const pem = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(signedXml(Buffer.from(receipt), pem)).rejects.toThrow('P-384');
    const verdict = await check(await sign(receipt), [publicKey]);
    expect(verdict).toMatchObject({ kind: 'unsuitable', because: { en: 'a certificate for secp521r1' } });
  });
});
