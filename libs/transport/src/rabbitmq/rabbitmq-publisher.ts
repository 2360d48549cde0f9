import type { ChannelModel, ConfirmChannel, Message } from 'amqplib';
import { StageError } from '#libs/message';
import { allPublished, unroutable } from '../publication-error.js';
import type { Topology } from '../topology.js';
import type { Publication, Publisher } from '../transport.js';
import { Window } from './window.js';
import { toWire, type WireNames } from './wire.js';

export interface RabbitMqPublisherOptions {
  readonly topology: Topology;
  readonly names: WireNames;
  /** Publications that may be without their confirm at a time. */
  readonly window: number;
  readonly confirmTimeoutMs: number;
}

interface InFlight {
  readonly route: string;
  returned: boolean;
}

/** The broker's default limit is 128 MiB, and going beyond it costs the channel with everything in flight on it. */
const largestBodyBytes = 128 * 1024 * 1024;

/** Publishes with confirms: a publication resolves when a majority of its queues' replicas have it on disk. */
export class RabbitMqPublisher implements Publisher {
  private channel: ConfirmChannel | undefined;
  private writable: Promise<void> = Promise.resolve();
  private readonly window: Window;
  private readonly inFlight = new Set<InFlight>();
  private readonly publishing = new Set<Promise<void>>();
  private readonly kinds: ReadonlyMap<string, string>;

  constructor(private readonly options: RabbitMqPublisherOptions) {
    this.window = new Window(options.window);
    this.kinds = new Map(options.topology.exchanges.map(({ name, kind }) => [name, kind]));
  }

  async attach(connection: ChannelModel, onBroken: (error: unknown) => void): Promise<void> {
    const channel = await connection.createConfirmChannel();
    channel.on('error', onBroken);
    channel.on('return', (message) => this.markReturned(message));
    channel.on('close', () => {
      if (this.channel === channel) this.channel = undefined;
    });
    this.channel = channel;
  }

  async publish(batch: readonly Publication[]): Promise<void> {
    for (const { exchange } of batch) {
      if (!this.kinds.has(exchange)) throw new Error(`The topology has no exchange "${exchange}".`);
    }
    const published = allPublished(batch.map((publication) => this.publishOne(publication)));
    this.publishing.add(published);
    try {
      await published;
    } finally {
      this.publishing.delete(published);
    }
  }

  /** Resolves when nothing is in flight any more; how each publication ended is told to its own publisher. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.publishing]);
  }

  private async publishOne(publication: Publication): Promise<void> {
    await this.window.enter();
    try {
      await this.writable;
      await this.send(publication);
    } finally {
      this.window.leave();
    }
  }

  private async send(publication: Publication): Promise<void> {
    const { exchange, routingKey, body } = publication;
    if (body.byteLength > largestBodyBytes) {
      throw new StageError('publish', `A body of ${body.byteLength} bytes is too large for RabbitMQ.`, false);
    }
    const wireExchange = this.options.names.toWire(exchange);
    const entry: InFlight = { route: route(wireExchange, routingKey), returned: false };
    this.inFlight.add(entry);
    try {
      await this.confirmed(wireExchange, publication);
    } finally {
      this.inFlight.delete(entry);
    }
    if (entry.returned) throw unroutable(exchange, routingKey);
  }

  private confirmed(wireExchange: string, publication: Publication): Promise<void> {
    const { channel } = this;
    if (channel === undefined) return Promise.reject(notConnected());
    const { exchange, routingKey, body } = publication;
    const mandatory = this.kinds.get(exchange) === 'direct';
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(notConfirmed(`no confirm within ${this.options.confirmTimeoutMs} ms`)),
        this.options.confirmTimeoutMs,
      );
      const confirm = (error: unknown): void => {
        clearTimeout(timer);
        if (error === null || error === undefined) resolve();
        else reject(notConfirmed(error));
      };
      try {
        const more = channel.publish(
          wireExchange,
          routingKey,
          bytes,
          toWire(publication, mandatory),
          confirm,
        );
        if (!more) this.writable = untilDrained(channel);
      } catch (error) {
        clearTimeout(timer);
        reject(refused(error));
      }
    });
  }

  /**
   * The broker sends a returned message before it confirms it, but does not say which one it was. All those in flight
   * with the same exchange and routing key share the fate, since nothing else decides about their route.
   */
  private markReturned({ fields }: Message): void {
    const returned = route(fields.exchange, fields.routingKey);
    for (const entry of this.inFlight) if (entry.route === returned) entry.returned = true;
  }
}

function route(exchange: string, routingKey: string): string {
  return `${exchange}\0${routingKey}`;
}

function untilDrained(channel: ConfirmChannel): Promise<void> {
  return new Promise((resolve) => {
    channel.once('drain', resolve);
    channel.once('close', resolve);
  });
}

function notConnected(): StageError {
  return new StageError('publish', 'There is no connection to RabbitMQ.', true);
}

function notConfirmed(cause: unknown): StageError {
  return new StageError('publish', `RabbitMQ did not confirm: ${String(cause)}`, true, { cause });
}

/** amqplib throws at once on a channel that is closing, and on properties that cannot be encoded. */
function refused(cause: unknown): StageError {
  const closing = (cause as Error).name === 'IllegalOperationError';
  return new StageError('publish', String(cause), closing, { cause });
}
