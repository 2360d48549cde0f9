import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Health, type Runtime } from '#libs/runtime';
import { mayReadMetrics } from '#libs/telemetry';

const headersTimeoutMs = 5_000;

/** What a worker tells over HTTP: `/metrics`, `/health/live` and `/health/ready`, to nobody but those who look after it. */
export class OperationsEndpoint {
  private readonly server: Server;
  private readonly health: Health;

  constructor(private readonly runtime: Runtime) {
    this.health = new Health(runtime, ['database', 'transport']);
    const options = {
      headersTimeout: headersTimeoutMs,
      requestTimeout: headersTimeoutMs,
      maxHeaderSize: 16 * 1024,
    };
    this.server = createServer(options, (request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  /** @returns the address, without a path. @throws what the system says when the port is taken */
  async open(): Promise<string> {
    const { host, workerPort } = this.runtime.settings;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(workerPort, host, resolve);
    });
    const { address, port, family } = this.server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?')[0];
    if (request.method !== 'GET') return send(response, 405, { status: 'method not allowed' });
    if (path === '/health/live') return send(response, 200, { status: 'up' });
    if (path === '/health/ready') {
      const report = await this.health.report();
      return send(response, report.status === 'up' ? 200 : 503, report);
    }
    if (path !== '/metrics') return send(response, 404, { status: 'not found' });
    const reader = { remoteAddress: request.socket.remoteAddress, headers: request.headers };
    if (!mayReadMetrics(reader, this.runtime.settings.metricsToken))
      return send(response, 403, { status: 'forbidden' });
    const { contentType, text } = await this.runtime.telemetry.exposition();
    response.writeHead(200, { 'content-type': contentType }).end(text);
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
