import { createPublicKey, verify } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A document that a partner of platform exchange got from us. */
export interface ExchangedDocument {
  readonly text: string;
  /** Whether its XML signature has a value that our key has made. */
  readonly isSigned: boolean;
}

/**
 * A public platform, or customs, that takes signed XML over REST. What it thinks of a document it says later, by a receipt that it
 * sends to us; see `platformReceipt` and `customsResponse`.
 */
export class ExchangePartner {
  readonly documents: ExchangedDocument[] = [];
  private readonly server: Server;

  /** @param publicKey of the hub, PEM */
  constructor(private readonly publicKey: string) {
    this.server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        this.documents.push({ text, isSigned: this.hasOurSignature(text) });
        response.writeHead(202).end();
      });
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/exchange`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** By Node's own cryptography: SignedInfo is written in its canonical form already, but for the namespace of its parent. */
  private hasOurSignature(text: string): boolean {
    const info = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s.exec(text)?.[0];
    const value = /<ds:SignatureValue>([^<]+)</.exec(text)?.[1];
    if (info === undefined || value === undefined) return false;
    const canonical = info
      .replace('<ds:SignedInfo>', '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">')
      .replace(/<(ds:[A-Za-z0-9]+)([^>]*)\/>/g, '<$1$2></$1>');
    const key = createPublicKey(this.publicKey);
    return verify('sha256', Buffer.from(canonical), key, Buffer.from(value, 'base64'));
  }
}

/** What the platform says of a document: taken, or not with an error. */
export function platformReceipt(number: string, of: string, error?: { code: string; text: string }): string {
  const said =
    error === undefined
      ? '<ResultCode>1</ResultCode>'
      : `<ResultCode>0</ResultCode><Error><Code>${error.code}</Code><Text>${error.text}</Text></Error>`;
  return (
    `<Root><Header><MessageReferenceNumber>${number}</MessageReferenceNumber><DocumentName>Receipt</DocumentName>` +
    '<DocumentVersionNumber>1.0</DocumentVersionNumber><SenderCode>LOGISTICSPLATFORM</SenderCode><RecipientCode>BIANZU</RecipientCode>' +
    '<MessageSendingDateTime>20260316093000</MessageSendingDateTime><MessageFunctionCode>9</MessageFunctionCode></Header>' +
    `<Body><OriginalReferenceNumber>${of}</OriginalReferenceNumber>${said}</Body></Root>`
  );
}

/** What customs says of an arrival: code 01 is taken, any other a refusal. */
export function customsResponse(number: string, of: string, code: string, text: string): string {
  return (
    '<Manifest xmlns="urn:Declaration:datamodel:standard:CN:MT9999:1"><Head>' +
    `<MessageID>${number}</MessageID><FunctionCode>9</FunctionCode><MessageType>MT9999</MessageType><SenderID>9400</SenderID>` +
    '<ReceiverID>9400BIANZU001</ReceiverID><SendTime>20260316093000120</SendTime><Version>1.0</Version></Head>' +
    `<Response><MessageID>${of}</MessageID><Code>${code}</Code><Text>${text}</Text></Response></Manifest>`
  );
}
