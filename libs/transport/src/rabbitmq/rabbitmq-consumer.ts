import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import { BatchConsumer, type Held, type Settlement } from '../batch-consumer.js';
import type { Consumption } from '../batch-server.js';
import { deadLetterOf } from '../dead-letter.js';
import type { Publisher } from '../transport.js';
import { closeOnBroker } from './close-on-broker.js';
import { Outstanding, type Unsettled } from './outstanding.js';
import { fromWire, type WireNames } from './wire.js';

export interface RabbitMqConsumerOptions {
  readonly names: WireNames;
  /** Deliveries that the broker sends ahead of their acknowledgement. */
  readonly prefetch: number;
  /** Deliveries that are held for a retry longer than this are given back to the broker, which sends them again. */
  readonly longestHoldMs: number;
  readonly publisher: Publisher;
  readonly report: (error: unknown) => void;
}

interface Received extends Held, Unsettled {
  readonly message: ConsumeMessage;
  readonly receivedAtMs: number;
}

interface Session {
  readonly channel: Channel;
  readonly consumer: BatchConsumer<Received>;
  readonly outstanding: Outstanding<Received>;
  lost: boolean;
}

/**
 * Consumes one queue on a channel of its own. What is to be retried stays here, unacknowledged, with everything behind
 * it, until its pause is over: no delay queue of RabbitMQ keeps the order of a lane, and a queue with a time to live
 * would move messages without the safety of a confirm. When this process dies the broker sends them again, in order.
 */
export class RabbitMqConsumer {
  private session: Session | undefined;
  private ending: Promise<void> = Promise.resolve();
  private watch: NodeJS.Timeout | undefined;

  constructor(
    private readonly consumption: Consumption,
    private readonly options: RabbitMqConsumerOptions,
  ) {}

  /** Begins to consume. A batch still in hand from a lost connection is waited for, so that order holds. */
  async start(connection: ChannelModel, onBroken: (error: unknown) => void): Promise<void> {
    await this.ending;
    const channel = await connection.createChannel();
    const session = this.newSession(channel);
    this.session = session;
    channel.on('error', (error) => {
      session.lost = true;
      onBroken(error);
    });
    channel.on('close', () => (session.lost = true));
    await channel.prefetch(this.options.prefetch);
    const { name } = this.consumption.queue;
    await channel.consume(this.options.names.toWire(name), (message) => {
      if (message === null) onBroken(new Error(`RabbitMQ cancelled the consumer of "${name}".`));
      else this.receive(session, message);
    });
    this.watch = setInterval(() => {
      if (this.isHeldTooLong(session)) void this.renew(connection, onBroken).catch(onBroken);
    }, this.options.longestHoldMs / 4);
    this.watch.unref();
  }

  /** Takes nothing more, finishes and acknowledges the batch in hand; the broker gets back whatever waits. */
  async stop(): Promise<void> {
    this.lose(false);
    await this.ending;
  }

  /** The connection is gone: acknowledgements have nowhere to go any more. */
  lose(gone = true): void {
    clearInterval(this.watch);
    const { session } = this;
    if (session === undefined) return;
    this.session = undefined;
    if (gone) session.lost = true;
    this.ending = this.end(session);
  }

  private async end(session: Session): Promise<void> {
    await session.consumer.stop();
    try {
      if (!session.lost) await closeOnBroker(session.channel);
    } catch (error) {
      // Lost while it was being closed: the broker has taken everything back either way.
      if (!session.lost) throw error;
    }
  }

  private async renew(connection: ChannelModel, onBroken: (error: unknown) => void): Promise<void> {
    await this.stop();
    await this.start(connection, onBroken);
  }

  private isHeldTooLong({ consumer, outstanding }: Session): boolean {
    const { oldest } = outstanding;
    const waitedMs = oldest === undefined ? 0 : Date.now() - oldest.receivedAtMs;
    return consumer.isHolding && waitedMs > this.options.longestHoldMs;
  }

  private receive({ consumer, outstanding }: Session, message: ConsumeMessage): void {
    const delivery = fromWire(message, this.consumption.queue.name, this.options.names);
    const item: Received = { delivery, message, receivedAtMs: Date.now(), settled: false };
    outstanding.add(item);
    consumer.offer(item);
  }

  private newSession(channel: Channel): Session {
    const { queue, handle, limits } = this.consumption;
    const outstanding = new Outstanding<Received>();
    const acknowledge = (items: readonly Received[]): void => {
      // On a lost channel the broker has taken everything back and will send it again.
      if (session.lost) return;
      const { upTo, single } = outstanding.settle(items);
      if (upTo !== undefined) channel.ack(upTo.message, true);
      for (const item of single) channel.ack(item.message);
    };
    const settlement: Settlement<Received> = {
      acknowledge,
      deadLetter: async (item, reason) => {
        const publication = deadLetterOf(queue, item.delivery, reason);
        if (publication === undefined) throw new Error(`The queue "${queue.name}" has no dead letters.`);
        await this.options.publisher.publish([publication]);
        acknowledge([item]);
      },
      report: this.options.report,
    };
    const consumer = new BatchConsumer(handle, settlement, limits);
    const session: Session = { channel, consumer, outstanding, lost: false };
    return session;
  }
}
