import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { connect, type Channel, type ChannelModel } from 'amqplib';
import { RabbitMqTransport, type RabbitMqOptions, type Topology } from '../src/index.js';
import { fromWire, WireNames } from '../src/rabbitmq/wire.js';
import { quickLimits, start, type Handlers, type TransportHarness } from './transport-harness.js';

/** The broker that the tests use. Throws, instead of leaving tests out, when there is none. */
export function amqpUrl(): string {
  const url = process.env['AMQP_URL'];
  if (url === undefined || url === '') {
    throw new Error('AMQP_URL is not set. Run the tests with: node scripts/with-services.mjs -- <command>');
  }
  return url;
}

/** Everything of one test on the broker carries one random prefix, and is deleted when the test is over. */
export class RabbitMqHarness implements TransportHarness {
  readonly prefix: string;
  private readonly names: WireNames;
  private readonly opened: RabbitMqTransport[] = [];
  private readonly topologies: Topology[] = [];
  private admin: ChannelModel | undefined;
  private fetching: Channel | undefined;

  constructor(private readonly options: Partial<RabbitMqOptions> = {}) {
    this.prefix = options.prefix ?? `test-${randomBytes(6).toString('hex')}.`;
    this.names = new WireNames(this.prefix);
  }

  /** A transport that is not started yet. */
  create(topology: Topology, options: Partial<RabbitMqOptions> = {}): RabbitMqTransport {
    const transport = new RabbitMqTransport({
      url: amqpUrl(),
      prefix: this.prefix,
      limits: quickLimits,
      ...this.options,
      ...options,
      topology,
    });
    this.opened.push(transport);
    this.topologies.push(topology);
    return transport;
  }

  async open(
    topology: Topology,
    handlers?: Handlers,
    options?: Partial<RabbitMqOptions>,
  ): Promise<RabbitMqTransport> {
    const transport = this.create(topology, options);
    await start(transport, handlers);
    return transport;
  }

  /** A connection beside the transports, for looking at queues. */
  async connection(): Promise<ChannelModel> {
    this.admin ??= await connect(amqpUrl());
    return this.admin;
  }

  async fetch(queue: string): ReturnType<TransportHarness['fetch']> {
    this.fetching ??= await (await this.connection()).createChannel();
    for (;;) {
      const message = await this.fetching.get(this.prefix + queue, { noAck: true });
      if (message !== false) {
        return fromWire({ ...message, fields: { ...message.fields, consumerTag: '' } }, queue, this.names);
      }
      await delay(5);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.map((transport) => transport.close()));
    const channel = await (await this.connection()).createChannel();
    for (const { queues, exchanges } of this.topologies) {
      for (const { name } of queues) await channel.deleteQueue(this.prefix + name);
      for (const { name } of exchanges) await channel.deleteExchange(this.prefix + name);
    }
    await (await this.connection()).close();
  }
}
