import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';
import type { MessageProperties, Topology } from '#libs/transport';
import type { PublishedMessage, Queues } from './queues.js';

/** Queues of the distributed edition, through a plain RabbitMQ client such as an internal system has. */
export class BrokerQueues implements Queues {
  private constructor(
    private readonly connection: ChannelModel,
    private readonly channel: ConfirmChannel,
    private readonly prefix: string,
  ) {}

  static async open(url: string, prefix: string): Promise<BrokerQueues> {
    const connection = await connect(url);
    return new BrokerQueues(connection, await connection.createConfirmChannel(), prefix);
  }

  async publish(
    exchange: string,
    routingKey: string,
    body: Uint8Array,
    properties: MessageProperties = {},
  ): Promise<void> {
    this.channel.publish(this.prefix + exchange, routingKey, Buffer.from(body), {
      ...properties,
      persistent: true,
    });
    await this.channel.waitForConfirms();
  }

  async take(queue: string): Promise<Pick<PublishedMessage, 'body' | 'properties'> | undefined> {
    const message = await this.channel.get(this.prefix + queue, { noAck: true });
    if (message === false) return undefined;
    return { body: message.content, properties: message.properties };
  }

  async follow(exchange: string, pattern: string): Promise<readonly PublishedMessage[]> {
    const seen: PublishedMessage[] = [];
    const { queue } = await this.channel.assertQueue('', { exclusive: true });
    await this.channel.bindQueue(queue, this.prefix + exchange, pattern);
    await this.channel.consume(
      queue,
      (message) => {
        if (message === null) return;
        const { routingKey } = message.fields;
        const properties = message.properties as MessageProperties;
        seen.push({ exchange, routingKey, body: message.content, properties });
      },
      { noAck: true },
    );
    return seen;
  }

  /** Fails when an exchange or a queue is not on the broker. */
  async demand(names: {
    readonly exchanges: readonly string[];
    readonly queues: readonly string[];
  }): Promise<void> {
    const looking = await this.connection.createChannel();
    // a name that is missing closes the channel; the failed check says which
    looking.on('error', () => undefined);
    for (const name of names.exchanges) await looking.checkExchange(this.prefix + name);
    for (const name of names.queues) await looking.checkQueue(this.prefix + name);
    await looking.close();
  }

  async remove({ queues, exchanges }: Topology): Promise<void> {
    for (const { name } of queues) await this.channel.deleteQueue(this.prefix + name);
    for (const { name } of exchanges) await this.channel.deleteExchange(this.prefix + name);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
