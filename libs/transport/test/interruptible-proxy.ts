import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands before a server, so that a test can treat its connections the way a bad network does. */
export class InterruptibleProxy {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private server: Server | undefined;
  private port = 0;
  private isStalled = false;
  private isMute = false;
  private delayMs = 0;

  constructor(private readonly target: URL) {}

  /** The target's address with the host and port of the proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.href.replace(/\/$/, '');
  }

  get connections(): number {
    return this.pairs.size;
  }

  async open(): Promise<void> {
    if (this.server !== undefined) return;
    const server = createServer({ allowHalfOpen: false }, (near) => this.join(near));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address === 'object') this.port = address.port;
    this.server = server;
  }

  /** Cuts what is connected; new connections are accepted. */
  cut(): void {
    for (const [near, far] of this.pairs) {
      near.destroy();
      far.destroy();
    }
  }

  /** Cuts what is connected and refuses new connections. */
  async close(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = once(server, 'close');
    server.close();
    this.cut();
    await closed;
  }

  /** Nothing gets through, and nobody is told. */
  stall(): void {
    this.isStalled = true;
    for (const socket of [...this.pairs].flat()) socket.pause();
  }

  /** What is asked gets through, and nothing comes back. */
  mute(): void {
    this.isMute = true;
    for (const [, far] of this.pairs) far.pause();
  }

  /** What was held goes on. */
  resume(): void {
    this.isStalled = false;
    this.isMute = false;
    for (const socket of [...this.pairs].flat()) socket.resume();
  }

  /** Everything that comes from now on takes so much longer, each way. */
  slow(delayMs: number): void {
    this.delayMs = delayMs;
  }

  private join(near: Socket): void {
    const far = connect(Number(this.target.port || 5672), this.target.hostname);
    const pair = [near, far] as const;
    this.pairs.add(pair);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.setNoDelay(true);
      one.on('data', (bytes) => {
        if (this.delayMs === 0) pass(one, other, bytes);
        else setTimeout(() => pass(one, other, bytes), this.delayMs);
      });
      // a cut connection is what this is for; the other side learns of it by its own close
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.pairs.delete(pair);
        other.destroy();
      });
      if (this.isStalled || (this.isMute && one === far)) one.pause();
    }
  }
}

function pass(from: Socket, to: Socket, bytes: Buffer): void {
  if (to.destroyed || to.write(bytes)) return;
  from.pause();
  to.once('drain', () => from.resume());
}
