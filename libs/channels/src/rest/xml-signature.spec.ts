import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isSignedBy, signedXml } from './xml-signature.js';

const pair = (): { publicKey: Buffer; privateKey: Buffer } => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { publicKey: Buffer.from(publicKey), privateKey: Buffer.from(privateKey) };
};
const ours = pair();
const others = pair();
const order = Buffer.from(
  '<?xml version="1.0" encoding="UTF-8"?>\n<Root xmlns="urn:a"><Body>货物 &amp; 箱</Body></Root>',
);

describe('XML that is signed', () => {
  it('is the same each time, and shows whose it is', async () => {
    const signed = await signedXml(order, ours.privateKey);
    expect(await signedXml(order, ours.privateKey)).toEqual(signed);
    expect(signed.toString()).toContain('<Body>货物 &amp; 箱</Body><ds:Signature');
    expect(await isSignedBy(signed, [ours.publicKey])).toBe(true);
    expect(await isSignedBy(signed, [others.publicKey, ours.publicKey])).toBe(true);
  });

  it("is not taken when it was changed, is unsigned, or is somebody else's", async () => {
    const signed = await signedXml(order, ours.privateKey);
    const changed = Buffer.from(signed.toString().replace('货物', '煤'));
    expect(await isSignedBy(changed, [ours.publicKey])).toBe(false);
    expect(await isSignedBy(signed, [others.publicKey])).toBe(false);
    expect(await isSignedBy(order, [ours.publicKey])).toBe(false);
  });

  it('needs an RSA key', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expect(signedXml(order, pem)).rejects.toThrow('RSA');
  });
});
