import type { MessageProperties } from '#libs/transport';

export interface PublishedMessage {
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: Buffer;
  readonly properties: MessageProperties;
}

/** The messaging side of an installation as a partner or internal system sees it; the same for both editions. */
export interface Queues {
  /** Resolves when the publication is confirmed. */
  publish(
    exchange: string,
    routingKey: string,
    body: Uint8Array,
    properties?: MessageProperties,
  ): Promise<void>;
  /** The next message of a queue, which is confirmed and gone then; undefined when there is none. */
  take(queue: string): Promise<Pick<PublishedMessage, 'body' | 'properties'> | undefined>;
  /** A list that grows with everything that is published to a topic exchange from now on. */
  follow(exchange: string, pattern: string): Promise<readonly PublishedMessage[]>;
  close(): Promise<void>;
}
