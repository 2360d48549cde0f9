import { createPrivateKey } from 'node:crypto';

const signature = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

/**
 * The XML with an enveloped signature as the last child of its root (XML Signature, RSA with SHA-256, exclusive canonicalisation).
 * The same document and key give the same bytes, so that every attempt of a delivery is the same.
 * @param key RSA, PEM; may have its certificate beside it, which is then shown in KeyInfo
 * @throws Error when the key or the XML cannot be used
 */
export async function signedXml(bytes: Uint8Array, key: Buffer): Promise<Buffer> {
  const { SignedXml } = await import('xml-crypto');
  const privateKey = createPrivateKey(key);
  if (privateKey.asymmetricKeyType !== 'rsa') throw new Error('an RSA key is needed');
  const pem = key.toString('utf8');
  const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(pem)?.[0];
  const signer = new SignedXml({
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ...(certificate === undefined ? {} : { publicCert: certificate }),
    signatureAlgorithm: rsaSha256,
    canonicalizationAlgorithm: exclusive,
  });
  signer.addReference({
    xpath: '/*',
    isEmptyUri: true,
    transforms: [signature, exclusive],
    digestAlgorithm: sha256,
  });
  const text = Buffer.from(bytes).toString('utf8');
  const declaration = /^\ufeff?<\?xml\s[^>]*\?>\s*/.exec(text)?.[0] ?? '';
  signer.computeSignature(text.slice(declaration.length), { prefix: 'ds' });
  return Buffer.from(`${declaration}${signer.getSignedXml()}`);
}
