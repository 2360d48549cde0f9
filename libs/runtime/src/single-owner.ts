import pg from 'pg';

const askAgainMs = 1_000;

/**
 * Lets one process of many do a job: the one whose connection holds an advisory lock of PostgreSQL. When it dies, its
 * connection goes and with it the lock, and another process takes over.
 */
export class SingleOwner {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;
  private owns = false;

  constructor(
    private readonly url: string,
    private readonly job: string,
    private readonly callbacks: {
      readonly gained: () => void;
      readonly lost: () => void;
      readonly report: (error: unknown) => void;
    },
  ) {}

  open(): void {
    void this.ask();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.client?.end();
  }

  /** Never rejects: a failure is reported and asked again. */
  private async ask(): Promise<void> {
    try {
      const client = this.client ?? (await this.connect());
      const { rows } = await client.query<{ held: boolean }>(
        'SELECT pg_try_advisory_lock(hashtext($1)) AS held',
        [this.job],
      );
      if (this.isClosed) return;
      if (rows[0]?.held === true) {
        this.owns = true;
        this.callbacks.gained();
        return;
      }
    } catch (error) {
      if (!this.isClosed) this.callbacks.report(error);
    }
    if (!this.isClosed) this.timer = setTimeout(() => void this.ask(), askAgainMs);
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true });
    client.on('error', () => this.gone(client));
    client.on('end', () => this.gone(client));
    await client.connect();
    this.client = client;
    return client;
  }

  private gone(client: pg.Client): void {
    if (client !== this.client || this.isClosed) return;
    this.client = undefined;
    if (!this.owns) return;
    this.owns = false;
    this.callbacks.lost();
    this.timer = setTimeout(() => void this.ask(), askAgainMs);
  }
}
