import { X509Certificate, type KeyObject } from 'node:crypto';
import type { SignedXml } from 'xml-crypto';
import { digestUris, fits, keyForm, signatureUris, verifyWith } from './signature-methods.js';

/**
 * What became of the check of an enveloped XML signature. Only `signed` says something of the content, and only of the content
 * that it gives back: whoever uses the document has to make sure that this is what he reads.
 */
export type XmlSignatureCheck =
  /** `content`: what was signed, in its canonical form; `key`: whose of the keys. */
  | { readonly kind: 'signed'; readonly content: string; readonly key: number }
  /** The document is not what was signed. */
  | { readonly kind: 'altered' }
  /** None of the keys has made it; the subject of the certificate that is shown with it, if there is one. */
  | { readonly kind: 'foreign'; readonly shown?: string }
  /** It is not of the form that we take. */
  | { readonly kind: 'unsuitable'; readonly because: { readonly zh: string; readonly en: string } };

const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';
const enveloped = `${signatureNamespace}enveloped-signature`;
const canonicalisations = [
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
];
const longestText = 2 * 1024 * 1024;
const notOneReference = 'not one Reference';

/**
 * Checks a signature over the whole document (XML Signature 1.0, section 4.4.3.2: URI ""; enveloped, canonical XML or exclusive, SHA-256,
 * SHA-384 or SHA-512; RSA PKCS #1, or ECDSA on P-256 or P-384 with SHA-256 or SHA-384). KeyInfo decides nothing. Nothing that transforms the document in another way is taken, so that what is signed is
 * the document and not something in it.
 * @param text the whole document, which is known to be well-formed
 * @param keys public keys
 */
export async function checkXmlSignature(
  text: string,
  keys: readonly KeyObject[],
): Promise<XmlSignatureCheck> {
  if (text.length > longestText)
    return unsuitable(`longer than ${longestText} characters`, `超过 ${longestText} 个字符`);
  if (/<!DOCTYPE/i.test(text)) return unsuitable('DOCTYPE');
  const [signature, another] = text.match(signatureElements) ?? [];
  if (signature === undefined || another !== undefined)
    return unsuitable('not one Signature', 'Signature 不是恰好一个');
  const { SignedXml } = await import('xml-crypto');
  const verdicts: XmlSignatureCheck[] = [];
  for (const [index, key] of keys.entries()) {
    const publicCert = key.export({ type: 'spki', format: 'pem' });
    const verifier = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
    const verdict = checkWith(verifier, text, withNamespace(signature), { key, index });
    if (verdict.kind === 'signed') return verdict;
    verdicts.push(verdict);
  }
  return (
    verdicts.find(({ kind }) => kind !== 'foreign') ?? { kind: 'foreign', shown: subjectShown(signature) }
  );
}

const signatureElements = /<(?:[^\s<>/:="']+:)?Signature[\s>].*?<\/(?:[^\s<>/:="']+:)?Signature\s*>/gs;

function checkWith(
  verifier: SignedXml,
  text: string,
  signature: string,
  { key, index }: { readonly key: KeyObject; readonly index: number },
): XmlSignatureCheck {
  try {
    verifier.loadSignature(signature);
    const odd = oddityOf(verifier);
    if (odd !== undefined) return unsuitable(odd);
    if (keyForm(key) === undefined) return unsuitable(...strangeKey(key));
    // during a rotation from RSA to a curve each of the two keys meets signatures of the other
    if (!fits(key, verifier.signatureAlgorithm)) return { kind: 'foreign' };
    verifyWith(verifier, key);
    if (!verifier.checkSignature(text)) return { kind: 'altered' };
    const [content, more] = verifier.getSignedReferences();
    if (content === undefined || more !== undefined)
      return unsuitable(notOneReference, 'Reference 不是恰好一个');
    return { kind: 'signed', content, key: index };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.startsWith('invalid signature') ? { kind: 'foreign' } : unsuitable(message.slice(0, 200));
  }
}

/** What is different from the one form that we take. */
function oddityOf(verifier: SignedXml): string | undefined {
  const { canonicalizationAlgorithm = '', signatureAlgorithm = '' } = verifier;
  if (!signatureUris.includes(signatureAlgorithm)) return signatureAlgorithm;
  if (!canonicalisations.includes(canonicalizationAlgorithm)) return canonicalizationAlgorithm;
  const [reference, more] = verifier.getReferences();
  if (reference === undefined || more !== undefined) return notOneReference;
  const { uri, digestAlgorithm, transforms } = reference;
  if (uri !== '') return `Reference to "${uri ?? ''}"`;
  if (!digestUris.includes(digestAlgorithm)) return digestAlgorithm;
  const [first, ...others] = transforms;
  if (first !== enveloped) return `${first ?? 'no'} transform`;
  return others.find((one) => !canonicalisations.includes(one));
}

/** A certificate that the partner gave us, with which nobody signs XML for us. */
function strangeKey({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): [string, string] {
  const name = asymmetricKeyDetails?.namedCurve ?? asymmetricKeyType ?? '';
  return [`a certificate for ${name}`, `证书的密钥为 ${name}`];
}

/** Cut out of its document, it may have lost what its prefix means. */
function withNamespace(signature: string): string {
  const [start = '', prefix] = /^<(?:([^\s<>/:="']+):)?Signature[^>]*>/.exec(signature) ?? [];
  const declaration = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`;
  if (new RegExp(`\\s${declaration}\\s*=`).test(start)) return signature;
  return signature.replace('Signature', `Signature ${declaration}="${signatureNamespace}"`);
}

function subjectShown(signature: string): string | undefined {
  const base64 = /X509Certificate\s*>([A-Za-z0-9+/=\s]{1,20000})</.exec(signature)?.[1];
  if (base64 === undefined) return undefined;
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).subject.replaceAll('\n', ', ').slice(0, 200);
  } catch {
    return undefined;
  }
}

/** What has no other words than its own, as the name of an algorithm, is the same in both languages. */
function unsuitable(en: string, zh = en): XmlSignatureCheck {
  return { kind: 'unsuitable', because: { zh, en } };
}
