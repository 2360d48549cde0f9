import { createHash } from 'node:crypto';
import type { OpenSsl } from '../../libs/channels/test/as2/openssl.js';

const namespace = 'http://www.w3.org/2000/09/xmldsig#';
const canonical = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

/** Signs XML as a partner does who has nothing of ours: put together by hand, the signature by openssl. */
export class XmlSigner {
  /** @param name of the identity of `openssl` */
  constructor(
    private readonly openssl: OpenSsl,
    readonly name: string,
  ) {}

  get certificate(): Buffer {
    return this.openssl.read(`${this.name}.crt`);
  }

  /** @param text in its canonical form already, without a namespace */
  sign(text: string): string {
    const digest = createHash('sha256').update(text).digest('base64');
    const info =
      `<SignedInfo xmlns="${namespace}"><CanonicalizationMethod Algorithm="${canonical}"></CanonicalizationMethod>` +
      '<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></SignatureMethod>' +
      `<Reference URI=""><Transforms><Transform Algorithm="${namespace}enveloped-signature"></Transform>` +
      `<Transform Algorithm="${canonical}"></Transform></Transforms>` +
      `<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>${digest}</DigestValue></Reference></SignedInfo>`;
    this.openssl.write('info.xml', info);
    const value = this.openssl
      .run('dgst', '-sha256', '-sign', `@${this.name}.key`, '@info.xml')
      .toString('base64');
    const shown = this.certificate.toString().replace(/-----[^-]+-----|\s/g, '');
    const signature =
      `<Signature xmlns="${namespace}">${info.replace(` xmlns="${namespace}"`, '')}<SignatureValue>${value}</SignatureValue>` +
      `<KeyInfo><X509Data><X509Certificate>${shown}</X509Certificate></X509Data></KeyInfo></Signature>`;
    return text.replace(/(?=<\/[^<>]+>$)/, signature);
  }
}
