import pg from 'pg';

const askAgainMs = 1_000;

/** An owner that PostgreSQL does not hear of for so long owns nothing any more: it is frozen, or its network is. */
const silenceMs = 15_000;
const heartbeatMs = 4_000;

/**
 * Lets one process of many do a job: the one whose connection holds an advisory lock of PostgreSQL. When it dies, its
 * connection goes and with it the lock, and another process takes over. One that stands still, or that the network has
 * forgotten, is cut off by PostgreSQL, so that it holds up nobody.
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

  /** Asks for the job, or, as its owner, tells that it is still there. Never rejects: a failure is reported and asked again. */
  private async ask(): Promise<void> {
    try {
      const client = this.client ?? (await this.connect());
      if (this.owns) await client.query('SELECT 1');
      else if (await this.isFree(client)) this.gain(client);
    } catch (error) {
      if (!this.isClosed) this.callbacks.report(error);
      this.giveUp();
    }
    if (!this.isClosed) this.askIn(this.owns ? heartbeatMs : askAgainMs);
  }

  private async isFree(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ held: boolean }>(
      'SELECT pg_try_advisory_lock(hashtext($1)) AS held',
      [this.job],
    );
    return rows[0]?.held === true;
  }

  private gain(client: pg.Client): void {
    // it may have gone with the answer
    if (this.isClosed || client !== this.client) return;
    this.owns = true;
    this.callbacks.gained();
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      keepAlive: true,
      connectionTimeoutMillis: silenceMs,
      query_timeout: silenceMs,
    });
    client.on('error', () => this.gone(client));
    client.on('end', () => this.gone(client));
    await client.connect();
    this.client = client;
    await client.query(`SET idle_session_timeout = ${silenceMs}`);
    return client;
  }

  /** The connection does not answer: whoever still hears of it at the other end is to forget it. */
  private giveUp(): void {
    const { client } = this;
    if (client === undefined) return;
    this.gone(client);
    // it is broken; that closing it fails tells nothing new
    void client.end().catch(() => undefined);
  }

  private gone(client: pg.Client): void {
    if (client !== this.client || this.isClosed) return;
    this.client = undefined;
    if (!this.owns) return;
    this.owns = false;
    this.callbacks.lost();
    this.askIn(askAgainMs);
  }

  private askIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), ms);
  }
}
