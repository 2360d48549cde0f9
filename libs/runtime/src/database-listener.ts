import pg from 'pg';

const answerWithinMs = 15_000;

/**
 * Hears PostgreSQL's notifications on a connection of its own. A notification may be missed while the connection is
 * away, so every listener is called once more after each reconnection, and nobody may rely on notifications alone.
 */
export class DatabaseListener {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;
  private readonly listeners = new Map<string, (() => void)[]>();

  constructor(
    private readonly url: string,
    private readonly report: (error: unknown) => void,
    private readonly reconnectMs = 1_000,
  ) {}

  /** To be called before `open`. */
  on(channel: string, listener: () => void): void {
    this.listeners.set(channel, [...(this.listeners.get(channel) ?? []), listener]);
  }

  async open(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      keepAlive: true,
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
    });
    this.client = client;
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, undefined));
    client.on('notification', ({ channel }) =>
      this.listeners.get(channel)?.forEach((listener) => listener()),
    );
    await client.connect();
    for (const channel of this.listeners.keys()) await client.query(`LISTEN ${channel}`);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.client?.end();
  }

  private lost(client: pg.Client, error: unknown): void {
    if (this.isClosed || client !== this.client) return;
    this.client = undefined;
    if (error !== undefined) this.report(error);
    this.tryAgain();
  }

  /** The end of a connection may be told in several ways; one connection follows it. */
  private tryAgain(): void {
    clearTimeout(this.timer);
    if (!this.isClosed) this.timer = setTimeout(() => void this.reopen(), this.reconnectMs);
  }

  /** Never rejects: a failure is reported and tried again. */
  private async reopen(): Promise<void> {
    try {
      await this.open();
      for (const listener of [...this.listeners.values()].flat()) listener();
    } catch (error) {
      this.report(error);
      const { client } = this;
      this.client = undefined;
      // it is of no use any more; that closing it fails tells nothing new
      void client?.end().catch(() => undefined);
      this.tryAgain();
    }
  }
}
