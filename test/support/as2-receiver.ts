import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface As2Request {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The partner's HTTP server: keeps what comes, and answers as it is told. */
export class As2Receiver {
  readonly requests: As2Request[] = [];
  /** @returns the status of the answer, with a body or without */
  answer: (request: As2Request) => Promise<number> = async () => 200;

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const made = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces) };
        this.requests.push(made);
        void this.answer(made).then((status) => response.writeHead(status).end());
      });
    });
  }

  static async start(): Promise<As2Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new As2Receiver(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
