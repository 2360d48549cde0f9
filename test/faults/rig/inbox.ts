import { setTimeout as pause } from 'node:timers/promises';
import { connect, type ChannelModel } from 'amqplib';
import type { MessageProperties } from '#libs/transport';

export interface Arrival {
  readonly atMs: number;
  readonly queue: string;
  readonly routingKey: string;
  readonly messageId: string;
  readonly correlationId: string | undefined;
  readonly type: string;
  /** The message of the journal that it was made of. */
  readonly of: string;
  readonly body: Buffer;
}

const againAfterMs = 200;

/** Everything that readers have got, in the order in which it came. */
export interface Mailbox {
  readonly arrivals: readonly Arrival[];
  /** What came, without what had come before under the same message id: so every reader has to read. */
  in(queue: string): Arrival[];
  /** Acknowledgements of single messages, each counted once. */
  readonly acknowledgements: number;
  close(): Promise<void>;
}

/** Sorts what comes, wherever it is read from. */
export class Arrivals {
  readonly all: Arrival[] = [];
  private readonly heard = new Set<string>();

  get acknowledgements(): number {
    return this.heard.size;
  }

  add(arrival: Arrival): void {
    this.all.push(arrival);
    if (arrival.queue === 'bianzu.reply.sys-1') this.heard.add(arrival.messageId);
  }

  in(queue: string): Arrival[] {
    const seen = new Set<string>();
    return this.all.filter((one) => {
      if (one.queue !== queue || seen.has(one.messageId)) return false;
      seen.add(one.messageId);
      return true;
    });
  }
}

/** The partners and internal systems that read from the broker: everything that comes, in the order in which it comes. */
export class Inbox implements Mailbox {
  private readonly got = new Arrivals();
  private connection: ChannelModel | undefined;
  private isClosed = false;
  private next = 0;
  private readonly running: Promise<void>;

  constructor(
    private readonly urls: readonly string[],
    private readonly prefix: string,
    private readonly queues: readonly string[],
  ) {
    this.running = this.keepReading();
  }

  get arrivals(): readonly Arrival[] {
    return this.got.all;
  }

  get acknowledgements(): number {
    return this.got.acknowledgements;
  }

  in(queue: string): Arrival[] {
    return this.got.in(queue);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.connection?.close().catch(() => undefined);
    await this.running;
  }

  private async keepReading(): Promise<void> {
    while (!this.isClosed) {
      try {
        await this.read();
      } catch {
        // the broker is away, which is what this is for
      }
      if (!this.isClosed) await pause(againAfterMs);
    }
  }

  /** Resolves when the connection is gone. */
  private async read(): Promise<void> {
    const connection = await connect(this.urls[(this.next += 1) % this.urls.length]!, { timeout: 5_000 });
    this.connection = connection;
    const gone = new Promise<void>((resolve) => connection.on('close', () => resolve()));
    connection.on('error', () => undefined);
    const channel = await connection.createChannel();
    channel.on('error', () => void connection.close().catch(() => undefined));
    for (const queue of this.queues) {
      await channel.consume(this.prefix + queue, (message) => {
        if (message === null) return void connection.close().catch(() => undefined);
        const { messageId, correlationId, type, headers } = message.properties as MessageProperties;
        this.got.add({
          atMs: performance.now(),
          queue,
          routingKey: message.fields.routingKey,
          messageId: String(messageId),
          correlationId,
          type: String(type),
          of: String(headers?.['bianzu-message-id']),
          body: message.content,
        });
        channel.ack(message);
      });
    }
    await gone;
  }
}
