import { connect, type ChannelModel } from 'amqplib';

interface Headers {
  readonly 'bianzu-message-id'?: string;
}

/**
 * Counts what a subject publishes to its topic exchange: that is where a message has arrived, whoever the subject is. The
 * message header `bianzu-message-id`, or else the AMQP message id, says which one it is.
 */
export class Publications {
  count = 0;
  private readonly sentAt = new Map<string, number>();
  private readonly early = new Map<string, number>();
  private readonly lags: number[] = [];

  private constructor(private readonly connection: ChannelModel) {}

  static async open(url: string, exchange: string, pattern: string): Promise<Publications> {
    const connection = await connect(url);
    const publications = new Publications(connection);
    const channel = await connection.createChannel();
    const { queue } = await channel.assertQueue('', { exclusive: true });
    await channel.bindQueue(queue, exchange, pattern);
    await channel.consume(
      queue,
      (message) => {
        const { headers, messageId } = message!.properties as { headers?: Headers; messageId?: string };
        publications.arrived(headers?.['bianzu-message-id'] ?? messageId ?? '');
      },
      { noAck: true },
    );
    return publications;
  }

  sent(id: string, at: number): void {
    const arrivedAt = this.early.get(id);
    if (arrivedAt === undefined) this.sentAt.set(id, at);
    else {
      this.early.delete(id);
      this.lags.push(arrivedAt - at);
    }
  }

  /** From sending the request to having the publication. */
  lagMs(share: number): number {
    const sorted = Float64Array.from(this.lags).sort();
    return sorted[Math.floor(sorted.length * share)] ?? 0;
  }

  /** Of the first and of the last fifth of all: a growing lag shows as a difference. */
  medianLagOf(part: 'first' | 'last'): number {
    const fifth = Math.floor(this.lags.length / 5);
    const some = part === 'first' ? this.lags.slice(0, fifth) : this.lags.slice(-fifth);
    return some.sort((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  private arrived(id: string): void {
    this.count += 1;
    const sentAt = this.sentAt.get(id);
    // the publication may overtake the answer
    if (sentAt === undefined) this.early.set(id, performance.now());
    else {
      this.sentAt.delete(id);
      this.lags.push(performance.now() - sentAt);
    }
  }
}
