import type { InProcessTransport, MessageProperties } from '#libs/transport';
import type { HubClient } from './hub-client.js';
import type { PublishedMessage, Queues } from './queues.js';

/** Queues of the embedded edition: published in the process, read over HTTP by taking and confirming. */
export class EmbeddedQueues implements Queues {
  private readonly subscriptions: (() => Promise<void>)[] = [];

  constructor(
    private readonly transport: InProcessTransport,
    private readonly operator: HubClient,
  ) {}

  publish(
    exchange: string,
    routingKey: string,
    body: Uint8Array,
    properties: MessageProperties = {},
  ): Promise<void> {
    return this.transport.publish([{ exchange, routingKey, body, properties }]);
  }

  async take(queue: string): Promise<Pick<PublishedMessage, 'body' | 'properties'> | undefined> {
    const { body } = await this.operator.get<{
      messages: { id: string; properties: MessageProperties; bodyBase64: string }[];
    }>(`/v1/queues/${queue}?limit=1`);
    const [first] = body.messages;
    if (first === undefined) return undefined;
    await this.operator.delete(`/v1/queues/${queue}/${first.id}`);
    return { body: Buffer.from(first.bodyBase64, 'base64'), properties: first.properties };
  }

  async follow(exchange: string, pattern: string): Promise<readonly PublishedMessage[]> {
    const seen: PublishedMessage[] = [];
    const end = this.transport.subscribe(exchange, pattern, async (deliveries) => {
      seen.push(...deliveries.map((one) => ({ ...one, body: Buffer.from(one.body) })));
    });
    this.subscriptions.push(end);
    return seen;
  }

  async close(): Promise<void> {
    await Promise.all(this.subscriptions.map((end) => end()));
  }
}
