import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type forge from 'node-forge';
import { forgeDecompress, forgeOpen, forgeSign, forgeVerifies, type ForgeIdentity } from './forge-cms.js';
import { base64Of, multipart, parameter, pieceOf, piecesOf, wrapped, type Piece } from './mime-text.js';

/** What a partner found in a transmission of ours. */
export interface Unpacked {
  readonly content: Buffer;
  readonly head: string;
  readonly mic: string;
  readonly steps: readonly string[];
}

/** A partner whose AS2 is made of node-forge and a few lines of text: it unpacks what we send and answers with an MDN. */
export class ForgePartner {
  constructor(
    readonly identity: ForgeIdentity,
    /** Certificates of ours that it knows. */
    public trusted: readonly forge.pki.Certificate[],
  ) {}

  /** @throws Error whose message is the modifier of the answer */
  unpack(headers: IncomingHttpHeaders, body: Buffer): Unpacked {
    let head = `content-type: ${headers['content-type']}\r\ncontent-disposition: ${headers['content-disposition']}`;
    let piece: Piece = { head, body, whole: body };
    let digested = body;
    const steps: string[] = [];
    for (;;) {
      head = piece.head;
      const kind = /multipart\/signed/i.test(head) ? 'signed' : parameter(head, 'smime-type');
      if (!['signed', 'enveloped-data', 'compressed-data'].includes(kind)) break;
      steps.push(kind);
      if (kind === 'signed') {
        piece = this.verified(piece);
        digested = piece.whole;
      } else {
        piece = pieceOf(kind === 'enveloped-data' ? this.opened(piece.body) : forgeDecompress(piece.body));
        if (!steps.includes('signed')) digested = piece.whole;
      }
    }
    const mic = createHash('sha256').update(digested).digest('base64');
    return { content: piece.body, head, mic: `${mic}, sha-256`, steps };
  }

  /** A signed MDN: its Content-Type and its body. */
  mdn(
    originalMessageId: string,
    disposition: string,
    mic: string | undefined,
  ): { type: string; body: Buffer } {
    const lines = [
      'Reporting-UA: forge',
      `Original-Message-ID: ${originalMessageId}`,
      `Disposition: automatic-action/MDN-sent-automatically; ${disposition}`,
      ...(mic === undefined ? [] : [`Received-Content-MIC: ${mic}`]),
    ];
    const report = multipart(
      'report-1',
      Buffer.from('Content-Type: text/plain\r\n\r\nan answer of the partner\r\n'),
      Buffer.from(`Content-Type: message/disposition-notification\r\n\r\n${lines.join('\r\n')}\r\n`),
    );
    const type = 'Content-Type: multipart/report; report-type=disposition-notification; boundary="report-1"';
    return this.signed(Buffer.concat([Buffer.from(`${type}\r\n\r\n`), report]));
  }

  /** multipart/signed around an entity. */
  signed(entity: Buffer): { type: string; body: Buffer } {
    const signature = wrapped(forgeSign(entity, this.identity));
    const head =
      'Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n';
    const body = multipart('signed-1', entity, Buffer.from(`${head}${signature}\r\n`));
    const protocol = 'protocol="application/pkcs7-signature"';
    return { type: `multipart/signed; ${protocol}; micalg=sha-256; boundary="signed-1"`, body };
  }

  private verified({ head, body }: Piece): Piece {
    const [content, signature] = piecesOf(head, body);
    const isRight = this.trusted.some((one) => verifies(content!.whole, base64Of(signature!), one));
    if (!isRight) throw new Error('authentication-failed');
    return content!;
  }

  private opened(body: Buffer): Buffer {
    try {
      return forgeOpen(body, this.identity);
    } catch {
      throw new Error('decryption-failed');
    }
  }
}

/** With a key that does not fit node-forge throws. */
function verifies(content: Buffer, signature: Buffer, certificate: forge.pki.Certificate): boolean {
  try {
    return forgeVerifies(content, signature, certificate);
  } catch {
    return false;
  }
}
