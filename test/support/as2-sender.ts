import { randomUUID } from 'node:crypto';
import {
  forgeCompress,
  forgeEnvelop,
  forgeIdentity,
  type ForgeIdentity,
} from '../../libs/channels/test/as2/forge-cms.js';
import { ForgePartner } from '../../libs/channels/test/as2/forge-partner.js';
import { parameter } from '../../libs/channels/test/as2/mime-text.js';
import { OpenSsl } from '../../libs/channels/test/as2/openssl.js';

export interface As2Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** A MIME entity: its Content-Type and its body. */
export interface Typed {
  readonly type: string;
  readonly body: Buffer;
}

/** What an MDN says after OpenSSL has verified it. */
export interface VerifiedMdn {
  readonly text: string;
  readonly disposition: string;
  readonly mic: string | undefined;
  readonly originalMessageId: string;
}

const receipt = {
  'disposition-notification-to': 'edi@partner.example',
  'disposition-notification-options':
    'signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, sha-256, sha1',
};

/** A partner that sends to us by AS2: what it sends is made by the openssl command or by node-forge, never by our own code. */
export class As2Sender {
  readonly openssl = new OpenSsl();
  readonly ours = this.openssl.identity('ours');
  readonly theirs = this.openssl.identity('theirs');
  readonly forge = new ForgePartner(forgeIdentity(this.theirs), []);

  constructor(readonly names: { readonly from: string; readonly to: string }) {}

  certificate(name = 'theirs'): Buffer {
    return this.openssl.read(`${name}.crt`);
  }

  entity(content: Uint8Array, type = 'application/xml', fileName = 'order.xml'): Buffer {
    const head = `Content-Type: ${type}\r\nContent-Disposition: attachment; filename="${fileName}"\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), content]);
  }

  /** multipart/signed as `openssl smime` writes it. */
  signedByOpenSsl(entity: Buffer, signer = 'theirs', ...more: readonly string[]): Typed {
    this.openssl.write('entity', entity);
    const how = ['-signer', `@${signer}.crt`, '-inkey', `@${signer}.key`, '-binary', ...more];
    return typedOf(this.openssl.run('cms', '-sign', '-md', 'sha256', '-in', '@entity', ...how));
  }

  /** SignedData with the content inside, whose type does not say what it is. */
  opaqueByOpenSsl(entity: Buffer): Typed {
    this.openssl.write('entity', entity);
    const how = [
      '-nodetach',
      '-signer',
      '@theirs.crt',
      '-inkey',
      '@theirs.key',
      '-binary',
      '-outform',
      'DER',
    ];
    const body = this.openssl.run('cms', '-sign', '-md', 'sha256', '-in', '@entity', ...how);
    return { type: 'application/x-pkcs7-mime', body };
  }

  /** The same in base64 lines, with the header that says so. */
  inBase64({ type, body }: Typed): { readonly typed: Typed; readonly headers: Record<string, string> } {
    const text = body.toString('base64').replaceAll(/.{64}/g, '$&\r\n');
    return { typed: { type, body: Buffer.from(text) }, headers: { 'content-transfer-encoding': 'BASE64' } };
  }

  encryptedByOpenSsl({ type, body }: Typed, cipher = '-aes256', recipient = 'ours'): Typed {
    this.openssl.write('entity', Buffer.concat([Buffer.from(`Content-Type: ${type}\r\n\r\n`), body]));
    const how = ['-binary', '-in', '@entity', '-outform', 'DER', `@${recipient}.crt`];
    const sealed = this.openssl.run('cms', '-encrypt', cipher, ...how);
    return { type: 'application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', body: sealed };
  }

  /** Compressed content of so many bytes that are all the same. */
  bomb(bytes: number): Typed {
    const type = 'application/pkcs7-mime; smime-type=compressed-data; name=smime.p7z';
    return { type, body: forgeCompress(Buffer.alloc(bytes)) };
  }

  /** Signed, compressed and encrypted by node-forge. */
  sealedByForge(entity: Buffer, compress: 'before' | 'after' | 'never'): Typed {
    const whole = ({ type, body }: Typed): Buffer =>
      Buffer.concat([Buffer.from(`Content-Type: ${type}\r\n\r\n`), body]);
    const compressed = (inner: Buffer): Typed => ({
      type: 'application/pkcs7-mime; smime-type=compressed-data; name=smime.p7z',
      body: forgeCompress(inner),
    });
    const content = compress === 'before' ? whole(compressed(entity)) : entity;
    const signed = this.forge.signed(content);
    const outer = compress === 'after' ? compressed(whole(signed)) : signed;
    const us: ForgeIdentity = forgeIdentity(this.ours);
    return {
      type: 'application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
      body: forgeEnvelop(whole(outer), us.certificate),
    };
  }

  async post(
    url: string,
    { type, body }: Typed,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<As2Answer> {
    const response = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: {
        'as2-version': '1.2',
        'as2-from': this.names.from,
        'as2-to': this.names.to,
        'message-id': `<${randomUUID()}@partner>`,
        'content-type': type,
        ...receipt,
        ...headers,
      },
    });
    return {
      status: response.status,
      headers: response.headers,
      body: Buffer.from(await response.arrayBuffer()),
    };
  }

  /** The MDN, when OpenSSL finds our signature in it right. @throws Error when it does not */
  verified({ headers, body }: { readonly headers: Headers; readonly body: Buffer }): VerifiedMdn {
    const head = `MIME-Version: 1.0\r\nContent-Type: ${headers.get('content-type')}\r\n\r\n`;
    this.openssl.write('mdn', Buffer.concat([Buffer.from(head), body]));
    const how = ['-in', '@mdn', '-inform', 'SMIME', '-CAfile', '@ours.crt', '-purpose', 'any'];
    return readReport(this.openssl.run('cms', '-verify', ...how).toString());
  }

  close(): void {
    this.openssl.close();
  }
}

export function readReport(text: string): VerifiedMdn {
  const field = (name: string): string | undefined => new RegExp(`^${name}: (.*?)\r?$`, 'mi').exec(text)?.[1];
  return {
    text,
    disposition: field('Disposition') ?? '',
    mic: field('Received-Content-MIC'),
    originalMessageId: field('Original-Message-ID') ?? '',
  };
}

function typedOf(message: Buffer): Typed {
  const end = /\r?\n\r?\n/.exec(message.toString('latin1'))!;
  const head = message
    .subarray(0, end.index)
    .toString('latin1')
    .replaceAll(/\r?\n\s+/g, ' ');
  const protocol = 'protocol="application/x-pkcs7-signature"';
  return {
    type: `multipart/signed; ${protocol}; micalg="sha-256"; boundary="${parameter(head, 'boundary')}"`,
    body: message.subarray(end.index + end[0].length),
  };
}
