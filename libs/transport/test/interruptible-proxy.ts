import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** Stands between a client and a server, so that a test can cut their connections and refuse new ones. */
export class InterruptibleProxy {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;

  constructor(private readonly target: URL) {}

  /** The target's address with the host and port of the proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.href;
  }

  get connections(): number {
    return this.sockets.size / 2;
  }

  async open(): Promise<void> {
    const server = createServer((near) => this.join(near));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address === 'object') this.port = address.port;
    this.server = server;
  }

  /** Cuts what is connected; new connections are still accepted. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Cuts what is connected and refuses new connections, as if the server were down. */
  async close(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = once(server, 'close');
    server.close();
    this.cut();
    await closed;
  }

  private join(near: Socket): void {
    const far = connect(Number(this.target.port === '' ? 5672 : this.target.port), this.target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.pipe(other);
      // A cut connection is what this is for; the other side learns of it by its own close.
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}
