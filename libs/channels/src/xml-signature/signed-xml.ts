import { createPrivateKey } from 'node:crypto';
import { signWith } from './signature-methods.js';

const signature = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/**
 * The XML with an enveloped signature as the last child of its root (XML Signature, exclusive canonicalisation): RSA or ECDSA on P-256 with
 * SHA-256, ECDSA on P-384 with SHA-384. The same document and key give the same bytes, so that every attempt of a delivery is the same.
 * @param pem the private key; may have its certificate beside it, which is then shown in KeyInfo
 * @throws Error when the key or the XML cannot be used
 */
export async function signedXml(bytes: Uint8Array, pem: Buffer): Promise<Buffer> {
  const { SignedXml } = await import('xml-crypto');
  const key = createPrivateKey(pem);
  const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(
    pem.toString('utf8'),
  )?.[0];
  const signer = new SignedXml({
    // asks for one, and hands it to what `signWith` puts there, which has its own
    privateKey: pem,
    ...(certificate === undefined ? {} : { publicCert: certificate }),
    canonicalizationAlgorithm: exclusive,
  });
  const { digest } = await signWith(signer, key);
  signer.addReference({
    xpath: '/*',
    isEmptyUri: true,
    transforms: [signature, exclusive],
    digestAlgorithm: digest,
  });
  const text = Buffer.from(bytes).toString('utf8');
  const declaration = /^\ufeff?<\?xml\s[^>]*\?>\s*/.exec(text)?.[0] ?? '';
  signer.computeSignature(text.slice(declaration.length), { prefix: 'ds' });
  return Buffer.from(`${declaration}${signer.getSignedXml()}`);
}
