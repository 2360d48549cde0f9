import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ForgePartner } from '../../libs/channels/test/as2/forge-partner.js';

export type Manner = 'careful' | 'careless' | 'silent';

interface Arrived {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * The HTTP server of a partner that receives, one path for each way: `/hook`, `/ci` (UIC common interface), `/as2` and
 * `/as2-later` with the MDN on a connection of its own. It takes what `isRight` and refuses the rest as is usual there.
 */
export class ReceivingPartner {
  readonly arrived: Arrived[] = [];
  /** `careless` takes everything; `silent` does not say what it thinks. */
  manner: Manner = 'careful';
  /** Where asynchronous MDNs go, of our hub. */
  mdnUrl = '';
  private readonly server: Server;

  constructor(
    private readonly as2: () => ForgePartner,
    private readonly isRight: (bytes: Buffer) => boolean,
  ) {
    this.server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const one = { path: request.url!, headers: request.headers, body: Buffer.concat(pieces) };
        this.arrived.push(one);
        if (one.path === '/hook') response.writeHead(this.takes(one.body) ? 204 : 422).end();
        else if (one.path === '/ci') this.answerCall(one, response);
        else this.answerTransmission(one, response);
      });
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  at(path: string): Arrived[] {
    return this.arrived.filter((one) => one.path === path);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private takes(bytes: Buffer): boolean {
    return this.manner === 'careless' || this.isRight(bytes);
  }

  private answerCall({ body }: Arrived, response: ServerResponse): void {
    const message = /<message>(.*)<\/message>/s.exec(body.toString())![1]!;
    const status = this.takes(Buffer.from(message)) ? 'ACK' : 'NACK';
    const said = this.manner === 'silent' ? '' : `<ResponseStatus>${status}</ResponseStatus>`;
    const returned = `<return><LI_TechnicalAck>${said}</LI_TechnicalAck></return>`;
    response
      .setHeader('content-type', 'text/xml')
      .end(
        `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><u:UICMessageResponse xmlns:u="http://uic.cc.org/UICMessage">${returned}</u:UICMessageResponse></e:Body></e:Envelope>`,
      );
  }

  private answerTransmission({ path, headers, body }: Arrived, response: ServerResponse): void {
    const partner = this.as2();
    const { content, mic } = partner.unpack(headers, body);
    const disposition = this.takes(content) ? 'processed' : 'processed/error: unexpected-processing-error';
    const mdn = partner.mdn(String(headers['message-id']), disposition, mic);
    const names = { 'as2-from': String(headers['as2-to']), 'as2-to': String(headers['as2-from']) };
    if (path === '/as2') return void response.writeHead(200, { 'content-type': mdn.type }).end(mdn.body);
    response.writeHead(200).end();
    if (this.manner === 'silent') return;
    const told = { ...names, 'message-id': '<mdn@partner>', 'content-type': mdn.type };
    void fetch(this.mdnUrl, { method: 'POST', body: new Uint8Array(mdn.body), headers: told });
  }
}
