import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedEvent {
  readonly headers: IncomingHttpHeaders &
    Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>;
  readonly body: string;
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly subject?: string;
    readonly dataref?: string;
    readonly data?: Record<string, unknown>;
  };
}

/** An endpoint of a partner: it echoes challenges, and answers everything else with `status`. */
export class WebhookEndpoint {
  readonly received: ReceivedEvent[] = [];
  status = 204;
  answerHeaders: Record<string, string> = {};
  echoes = true;
  private readonly server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString('utf8');
      const event = JSON.parse(body) as ReceivedEvent['event'];
      if (event.type === 'cn.bianzu.webhook.challenge.v1') {
        const challenge = this.echoes ? event.data!.challenge : 'something else';
        return response.setHeader('content-type', 'application/json').end(JSON.stringify({ challenge }));
      }
      this.received.push({ headers: request.headers as ReceivedEvent['headers'], body, event });
      response.writeHead(this.status, this.answerHeaders).end();
    });
  });

  static async start(): Promise<WebhookEndpoint> {
    const endpoint = new WebhookEndpoint();
    await new Promise<void>((resolve) => endpoint.server.listen(0, '127.0.0.1', resolve));
    return endpoint;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hooks`;
  }

  /** Types of what came, by id of the message that it is about. */
  about(messageId: string): ReceivedEvent[] {
    return this.received.filter(({ event }) => event.id.includes(messageId));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
