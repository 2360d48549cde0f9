import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
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

  it('needs an RSA key', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(signedXml(Buffer.from(receipt), pem)).rejects.toThrow('RSA');
  });
});
