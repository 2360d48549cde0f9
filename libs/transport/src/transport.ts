/**
 * Transport 传输: how messages move between the parts of Bianzu and to the queues of partners, and nothing of what they
 * mean. A topology is data; two NestJS transport strategies carry it out, one over RabbitMQ and one inside the process,
 * and the same suite of tests holds for both: raw bytes in and out, batches with one verdict per message, order within a
 * queue kept over retries, a publication confirmed only when it is safe with whoever comes next.
 *
 * Delivery is at least once. A message may come again (`redelivered`), after a crash even without that mark, so the
 * effect and its dedupe key have to be committed together by the handler.
 */
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { Topology } from './topology.js';

/** One message on its way out. The body goes as it is: no wrapper, no conversion. */
export interface Publication {
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: Uint8Array;
  readonly properties: MessageProperties;
  /** It may have been published before, to a process that has ended since. A broker that remembers its deliveries need not be told. */
  readonly redelivered?: boolean;
}

/** The AMQP 0-9-1 basic properties that Bianzu uses; `timestamp` counts seconds since 1970. */
export interface MessageProperties {
  readonly messageId?: string;
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly correlationId?: string;
  readonly replyTo?: string;
  readonly type?: string;
  readonly appId?: string;
  readonly timestamp?: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
}

export interface Publisher {
  /**
   * Resolves when every publication is safe: on RabbitMQ confirmed by the broker, in process acknowledged by its handler
   * or stored. Rejects with a `PublicationError` that names those which are not. A publication to a direct exchange
   * that reaches no queue is an error, to a topic exchange it is not.
   */
  publish(batch: readonly Publication[]): Promise<void>;
}

/** One message as it reaches a handler. `exchange` and `routingKey` are those of its publication. */
export interface Delivery {
  readonly queue: string;
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: Uint8Array;
  readonly properties: MessageProperties;
  readonly redelivered: boolean;
}

/**
 * What becomes of one delivery: done; once more after a pause, during which its queue waits so that nothing overtakes
 * it; or to the dead letters with a reason for people.
 */
export type Verdict =
  | { readonly kind: 'ack' }
  | { readonly kind: 'retry'; readonly afterMs: number }
  | { readonly kind: 'dead-letter'; readonly reason: string };

/**
 * Takes deliveries of one queue, oldest first, and gives one verdict for each, in the same order. A thrown `StageError`
 * stands for the same verdict on all of them: retry when it is retryable, else dead letter.
 */
export type HandleBatch = (deliveries: readonly Delivery[]) => Promise<readonly Verdict[]>;

/** A queue as whoever carries it sees it. */
export interface QueueFacts {
  readonly name: string;
  /** The pattern of its handlers; its own name when it has none. */
  readonly group: string;
  readonly consumer: 'bianzu' | 'partner';
  /** Messages that wait; those that a consumer has in hand are not counted. */
  readonly messages: number;
  /** Consumers over all processes. */
  readonly consumers: number;
}

export interface Transport extends CustomTransportStrategy, Publisher {
  /** True while messages can be published and, where there are handlers, are being consumed. */
  readonly connected: boolean;
  /**
   * Adds what this topology has more than the one before: queues of new partners, and their consumers. Nothing that is
   * there goes, because there may be messages in it.
   */
  extend(topology: Topology): Promise<void>;
  /** Every queue of the topology that this transport carries. @throws StageError (retryable) when it cannot be asked */
  inspect(): Promise<QueueFacts[]>;
  close(): Promise<void>;
}
