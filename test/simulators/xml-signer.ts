import { createHash } from 'node:crypto';
import type { OpenSsl } from '../../libs/channels/test/as2/openssl.js';

const namespace = 'http://www.w3.org/2000/09/xmldsig#';
const canonical = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

/** How it signs; the names are those of XML Signature and of openssl. */
interface Manner {
  readonly method?: string;
  readonly hash?: string;
  /** Of ECDSA: r and s as they are, as XML has them, or in DER, as openssl writes them. */
  readonly form?: 'raw' | 'der';
}

const digestUris: Readonly<Record<string, string>> = {
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
};

/** Signs XML as a partner does who has nothing of ours: put together by hand, the signature by openssl. */
export class XmlSigner {
  /** @param name of the identity of `openssl` */
  constructor(
    private readonly openssl: OpenSsl,
    readonly name: string,
    private readonly manner: Manner = {},
  ) {}

  get certificate(): Buffer {
    return this.openssl.read(`${this.name}.crt`);
  }

  /** @param text in its canonical form already, without a namespace */
  sign(text: string): string {
    const { method = 'rsa-sha256', hash = 'sha256' } = this.manner;
    const digest = createHash(hash).update(text).digest('base64');
    const info =
      `<SignedInfo xmlns="${namespace}"><CanonicalizationMethod Algorithm="${canonical}"></CanonicalizationMethod>` +
      `<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#${method}"></SignatureMethod>` +
      `<Reference URI=""><Transforms><Transform Algorithm="${namespace}enveloped-signature"></Transform>` +
      `<Transform Algorithm="${canonical}"></Transform></Transforms>` +
      `<DigestMethod Algorithm="${digestUris[hash]}"></DigestMethod><DigestValue>${digest}</DigestValue></Reference></SignedInfo>`;
    this.openssl.write('info.xml', info);
    const signed = this.openssl.run('dgst', `-${hash}`, '-sign', `@${this.name}.key`, '@info.xml');
    const isRaw = method.startsWith('ecdsa') && this.manner.form !== 'der';
    const value = (isRaw ? rawOf(signed, hash === 'sha384' ? 48 : 32) : signed).toString('base64');
    const shown = this.certificate.toString().replace(/-----[^-]+-----|\s/g, '');
    const signature =
      `<Signature xmlns="${namespace}">${info.replace(` xmlns="${namespace}"`, '')}<SignatureValue>${value}</SignatureValue>` +
      `<KeyInfo><X509Data><X509Certificate>${shown}</X509Certificate></X509Data></KeyInfo></Signature>`;
    return text.replace(/(?=<\/[^<>]+>$)/, signature);
  }
}

/** The two numbers of an ECDSA signature in DER, each in as many bytes as its curve has. */
function rawOf(der: Buffer, bytes: number): Buffer {
  const first = der.subarray(4, 4 + der[3]!);
  const second = der.subarray(4 + der[3]! + 2);
  const fixed = (number: Buffer): Buffer => Buffer.concat([Buffer.alloc(bytes), number]).subarray(-bytes);
  return Buffer.concat([fixed(first), fixed(second)]);
}
