import { setTimeout as pause } from 'node:timers/promises';
import { connect, type ChannelModel } from 'amqplib';
import type { MessageProperties } from '#libs/transport';

export interface Arrival {
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

/** The partners and internal systems that read from the broker: everything that comes, in the order in which it comes. */
export class Inbox {
  readonly arrivals: Arrival[] = [];
  /** Acknowledgements of single messages, each counted once. */
  private readonly heard = new Set<string>();
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

  /** What came, without what had come before under the same message id: so every reader has to read. */
  in(queue: string): Arrival[] {
    const seen = new Set<string>();
    return this.arrivals.filter((one) => {
      if (one.queue !== queue || seen.has(one.messageId)) return false;
      seen.add(one.messageId);
      return true;
    });
  }

  get acknowledgements(): number {
    return this.heard.size;
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
        this.arrivals.push({
          queue,
          routingKey: message.fields.routingKey,
          messageId: String(messageId),
          correlationId,
          type: String(type),
          of: String(headers?.['bianzu-message-id']),
          body: message.content,
        });
        if (queue === 'bianzu.reply.sys-1') this.heard.add(String(messageId));
        channel.ack(message);
      });
    }
    await gone;
  }
}
