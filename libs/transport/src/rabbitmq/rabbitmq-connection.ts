import { setTimeout as delay } from 'node:timers/promises';
import { connect, type ChannelModel } from 'amqplib';
import { StageError } from '#libs/message';
import { backoffMs, type Backoff } from '../backoff.js';
import { closeOnBroker } from './close-on-broker.js';

export interface RabbitMqConnectionOptions {
  /** The nodes of the broker; when one is gone the next is tried. */
  readonly urls: readonly string[];
  /** Shown in the broker's list of connections. */
  readonly name: string;
  readonly backoff: Backoff;
  /** Sets up everything on a new connection; when it rejects, the connection is closed and tried again. */
  readonly onOpen: (connection: ChannelModel) => Promise<void>;
  readonly onReady: () => void;
  /** The connection that was open is gone. A new one is on its way, unless it was closed on purpose. */
  readonly onLost: () => void;
  readonly report: (error: unknown) => void;
}

const connectTimeoutMs = 10_000;
const heartbeatSeconds = '15';

/**
 * One connection to the broker that comes back: closed -> connecting -> open, and after a loss connecting again, with
 * growing pauses, until somebody closes it.
 */
export class RabbitMqConnection {
  private current: ChannelModel | undefined;
  private ready = false;
  private readonly closing = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private lastFailure: unknown;
  /** Which address is tried. */
  private turn = 0;

  constructor(private readonly options: RabbitMqConnectionOptions) {}

  get isOpen(): boolean {
    return this.ready;
  }

  /** Resolves when it is open and set up; rejects when that takes longer, and then tries no more. */
  async start(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const opened = new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(this.notInTime(timeoutMs)), timeoutMs);
      this.running = this.keepOpen(resolve);
    });
    try {
      await opened;
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.drop();
    await this.running;
  }

  /** Gives the connection up as if it had been lost, so that everything on it is set up anew. */
  async restart(reason: unknown): Promise<void> {
    this.options.report(reason);
    await this.drop();
  }

  private async keepOpen(onFirstOpen: () => void): Promise<void> {
    for (let attempt = 1; !this.closing.signal.aborted; attempt += 1) {
      try {
        const { lost } = await this.openOnce();
        attempt = 0;
        this.ready = true;
        this.options.onReady();
        onFirstOpen();
        const reason = await lost;
        this.current = undefined;
        this.ready = false;
        this.options.onLost();
        if (!this.closing.signal.aborted) throw reason;
      } catch (error) {
        this.lastFailure = error;
        this.options.report(error);
        this.turn += 1;
        const round = Math.ceil(attempt / this.options.urls.length);
        await this.pause(backoffMs(Math.max(round, 1), this.options.backoff));
      }
    }
  }

  private async openOnce(): Promise<{ lost: Promise<unknown> }> {
    const { urls } = this.options;
    const url = new URL(urls[this.turn % urls.length]!);
    if (!url.searchParams.has('heartbeat')) url.searchParams.set('heartbeat', heartbeatSeconds);
    const connection = await connect(url.href, {
      timeout: connectTimeoutMs,
      noDelay: true,
      clientProperties: { connection_name: this.options.name },
    });
    const lost = new Promise<unknown>((resolve) => {
      let reason: unknown;
      connection.on('error', (error) => (reason = error));
      connection.on('close', (error) =>
        resolve(reason ?? error ?? new Error('RabbitMQ closed the connection.')),
      );
    });
    this.current = connection;
    try {
      await this.options.onOpen(connection);
    } catch (error) {
      await this.drop();
      this.options.onLost();
      throw error;
    }
    // It may have been closed while it was being set up.
    if (this.closing.signal.aborted) await this.drop();
    return { lost };
  }

  private async drop(): Promise<void> {
    const connection = this.current;
    this.current = undefined;
    try {
      if (connection !== undefined) await closeOnBroker(connection);
    } catch (error) {
      // Closing what has just been lost: it is closed, which is all that was wanted.
      if (!isAlreadyClosed(error)) this.options.report(error);
    }
  }

  private async pause(forMs: number): Promise<void> {
    const { signal } = this.closing;
    if (signal.aborted) return;
    await delay(forMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  private notInTime(timeoutMs: number): StageError {
    const why = this.lastFailure instanceof Error ? this.lastFailure.message : 'no answer';
    const message = `RabbitMQ could not be used within ${timeoutMs} ms: ${why}`;
    return new StageError('publish', message, true, { cause: this.lastFailure });
  }
}

function isAlreadyClosed(error: unknown): boolean {
  return (error as Error).name === 'IllegalOperationError';
}
