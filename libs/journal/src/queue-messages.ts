import type { DataSource } from 'typeorm';
import { insertRows } from './sql/insert-rows.js';
import { asBuffer } from './sql/message-rows.js';

/** A message in a queue that a partner reads; `id` tells the order. */
export interface QueuedMessage {
  readonly id: string;
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: Uint8Array;
  readonly properties: QueuedProperties;
}

export interface QueuedProperties {
  readonly messageId?: string;
  readonly contentType?: string;
  readonly correlationId?: string;
  readonly type?: string;
}

/**
 * The partners' queues of the embedded edition, which has no broker: a message is here until its partner has fetched it
 * and confirmed it. A message that is put into a queue twice (same message id) is there once.
 */
export class QueueMessages {
  constructor(private readonly dataSource: DataSource) {}

  async append(queue: string, messages: readonly Omit<QueuedMessage, 'id'>[]): Promise<void> {
    await insertRows(
      this.dataSource,
      'queue_message',
      ['queue', 'message_id', 'exchange', 'routing_key', 'body', 'properties'],
      messages.map(({ exchange, routingKey, body, properties }) => [
        queue,
        properties.messageId ?? null,
        exchange,
        routingKey,
        asBuffer(body),
        JSON.stringify(properties),
      ]),
      'ON CONFLICT DO NOTHING',
    );
  }

  /** The oldest messages that are not confirmed; the same ones again until they are. */
  async take(queue: string, limit: number): Promise<QueuedMessage[]> {
    const rows = await this.dataSource.query<
      { id: string; exchange: string; routing_key: string; body: Buffer; properties: string }[]
    >('SELECT * FROM queue_message WHERE queue = $1 ORDER BY id LIMIT $2', [queue, limit]);
    return rows.map((row) => ({
      id: row.id,
      exchange: row.exchange,
      routingKey: row.routing_key,
      body: row.body,
      properties: JSON.parse(row.properties) as QueuedProperties,
    }));
  }

  /** Removes messages for good; ids that are not there are ignored. @returns how many there were */
  async confirm(queue: string, ids: readonly string[]): Promise<number> {
    const [, removed] = await this.dataSource.query<[unknown[], number]>(
      'DELETE FROM queue_message WHERE queue = $1 AND id = ANY($2::bigint[])',
      [queue, ids],
    );
    return removed;
  }
}
