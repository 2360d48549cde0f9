import type { ChannelModel } from 'amqplib';
import type { Backoff } from '../backoff.js';
import type { BatchLimits } from '../batch-consumer.js';
import { BatchServer, type Consumption } from '../batch-server.js';
import { joined, type Topology } from '../topology.js';
import type { Publication, QueueFacts } from '../transport.js';
import { StageError } from '#libs/message';
import { declareTopology } from './declare-topology.js';
import { inspectQueues } from './inspect-queues.js';
import { RabbitMqConnection } from './rabbitmq-connection.js';
import { RabbitMqConsumer } from './rabbitmq-consumer.js';
import { RabbitMqPublisher } from './rabbitmq-publisher.js';
import { WireNames } from './wire.js';

export interface RabbitMqOptions {
  /** amqp:// or amqps:// with credentials; of several nodes of one cluster with commas between: `amqp://a,amqp://b`. */
  readonly url: string;
  readonly topology: Topology;
  /** Put before the name of every exchange and queue on the broker, so that several installations can share it. */
  readonly prefix?: string;
  /** For handlers that say nothing else. */
  readonly limits?: Partial<BatchLimits>;
  readonly tuning?: Partial<RabbitMqTuning>;
}

export interface RabbitMqTuning {
  /** Publications that may be without their confirm at a time. */
  readonly window: number;
  readonly confirmTimeoutMs: number;
  /** How long the start waits for a broker that is not there yet. */
  readonly startTimeoutMs: number;
  readonly reconnect: Backoff;
  /** Has to stay well below the broker's acknowledgement timeout, 30 minutes when nobody changed it. */
  readonly longestHoldMs: number;
}

const defaultTuning: RabbitMqTuning = {
  window: 1_000,
  confirmTimeoutMs: 30_000,
  startTimeoutMs: 60_000,
  reconnect: { firstMs: 200, longestMs: 15_000 },
  longestHoldMs: 15 * 60_000,
};

/**
 * The transport of the distributed edition, over RabbitMQ >= 3.10. One connection publishes and one consumes, so that a
 * broker which slows publishers down does not stop consumers. The topology is declared whenever a connection opens: the
 * broker may have been replaced by an empty one.
 */
export class RabbitMqTransport extends BatchServer {
  protected override topology: Topology;
  protected override readonly limits: Partial<BatchLimits> | undefined;
  private readonly tuning: RabbitMqTuning;
  private readonly names: WireNames;
  private readonly publisher: RabbitMqPublisher;
  private readonly publishing: RabbitMqConnection;
  private readonly consuming: RabbitMqConnection;
  private consumers: readonly RabbitMqConsumer[] = [];
  /** The publishing connection, while it is open. */
  private broker: ChannelModel | undefined;

  constructor(private readonly options: RabbitMqOptions) {
    super();
    this.topology = options.topology;
    this.limits = options.limits;
    this.tuning = { ...defaultTuning, ...options.tuning };
    this.names = new WireNames(options.prefix ?? '');
    this.publisher = new RabbitMqPublisher({
      ...this.tuning,
      topology: options.topology,
      names: this.names,
    });
    this.publishing = this.connection('bianzu publishing', async (connection) => {
      this.broker = connection;
      await this.publisher.attach(connection, (error) => void this.publishing.restart(error));
    });
    this.consuming = this.connection('bianzu consuming', async (connection) => {
      const onBroken = (error: unknown): void => void this.consuming.restart(error);
      for (const consumer of this.consumers) await consumer.start(connection, onBroken);
    });
  }

  get connected(): boolean {
    return this.publishing.isOpen && (this.consumers.length === 0 || this.consuming.isOpen);
  }

  override listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  override async inspect(): Promise<QueueFacts[]> {
    if (this.broker === undefined) throw new StageError('publish', 'RabbitMQ is away.', true);
    return inspectQueues(this.broker, this.topology.queues, this.names);
  }

  /** Connections are opened anew, because that is when everything is declared; what was in hand comes again. */
  override async extend(after: Topology): Promise<void> {
    const { topology, added } = joined(this.topology, after);
    if (added.length === 0) return;
    this.topology = topology;
    if (this.consumers.length > 0) {
      const names = new Set(added.map(({ name }) => name));
      const consumptions = this.consumptions().filter(({ queue }) => names.has(queue.name));
      this.consumers = [...this.consumers, ...consumptions.map((one) => this.consumerOf(one))];
      await this.consuming.restart(new Error('There are new queues to consume.'));
    }
    await this.publishing.restart(new Error('There are new queues.'));
  }

  publish(batch: readonly Publication[]): Promise<void> {
    return this.publisher.publish(batch);
  }

  /** Stops consuming, lets handlers finish and acknowledges what they had in hand, then leaves the broker. */
  override async close(): Promise<void> {
    await this.stopConsuming();
    await this.consuming.close();
    // the connection may just have come back, and consumers with it
    await this.stopConsuming();
    await this.publisher.settled();
    await this.publishing.close();
  }

  override unwrap<T>(): T {
    return this as unknown as T;
  }

  private async start(): Promise<void> {
    this.consumers = this.consumptions().map((consumption) => this.consumerOf(consumption));
    await this.publishing.start(this.tuning.startTimeoutMs);
    try {
      if (this.consumers.length > 0) await this.consuming.start(this.tuning.startTimeoutMs);
    } catch (error) {
      await this.publishing.close();
      throw error;
    }
  }

  private async stopConsuming(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
  }

  private consumerOf(consumption: Consumption): RabbitMqConsumer {
    return new RabbitMqConsumer(consumption, {
      names: this.names,
      prefetch: 2 * consumption.limits.batchSize,
      longestHoldMs: this.tuning.longestHoldMs,
      publisher: this.publisher,
      report: (error) => this.report(error),
    });
  }

  private connection(name: string, setUp: (connection: ChannelModel) => Promise<void>): RabbitMqConnection {
    return new RabbitMqConnection({
      urls: addressesOf(this.options.url),
      name,
      backoff: this.tuning.reconnect,
      onOpen: async (connection) => {
        await declareTopology(connection, this.topology, this.names);
        await setUp(connection);
      },
      onReady: () => this._status$.next(this.connected ? 'connected' : 'disconnected'),
      onLost: () => {
        if (name === 'bianzu publishing') this.broker = undefined;
        if (name === 'bianzu consuming') for (const consumer of this.consumers) consumer.lose();
        this._status$.next('disconnected');
      },
      report: (error) => this.report(error),
    });
  }
}

/** A comma inside an address (in a password) does not part two addresses. */
function addressesOf(url: string): string[] {
  return url.split(/\s*,\s*(?=amqps?:\/\/)/);
}
