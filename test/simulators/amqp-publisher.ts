import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';
import type { Publication, Publisher } from '#libs/transport';

/** Publishes to a broker with confirms, the way a source system would; opens a new connection after a failure. */
export class AmqpPublisher implements Publisher {
  private connection: ChannelModel | undefined;
  private channel: Promise<ConfirmChannel> | undefined;

  /** @param url amqp:// or amqps:// with credentials */
  constructor(private readonly url: string) {}

  async publish(batch: readonly Publication[]): Promise<void> {
    this.channel ??= this.open();
    try {
      const channel = await this.channel;
      for (const { exchange, routingKey, body, properties } of batch) {
        channel.publish(exchange, routingKey, Buffer.from(body), { ...properties, persistent: true });
      }
      await channel.waitForConfirms();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const { connection } = this;
    this.connection = undefined;
    this.channel = undefined;
    // A connection that is broken already cannot be closed, and need not be.
    await connection?.close().catch(() => undefined);
  }

  private async open(): Promise<ConfirmChannel> {
    const connection = await connect(this.url);
    connection.on('error', () => this.forget(connection));
    connection.on('close', () => this.forget(connection));
    this.connection = connection;
    const channel = await connection.createConfirmChannel();
    // The failed publication says what is wrong; `publish` then closes the connection.
    channel.on('error', () => undefined);
    return channel;
  }

  private forget(connection: ChannelModel): void {
    if (this.connection !== connection) return;
    this.connection = undefined;
    this.channel = undefined;
  }
}
