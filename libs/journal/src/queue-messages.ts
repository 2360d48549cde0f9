import type { DataSource } from 'typeorm';
import { insertRows } from './sql/insert-rows.js';
import { asBuffer } from './sql/message-rows.js';

/** A message in a queue that a partner reads. */
export interface QueuedMessage {
  readonly id: string;
  readonly body: Uint8Array;
  readonly properties: { readonly messageId?: string } & object;
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
      ['queue', 'message_id', 'body', 'properties'],
      messages.map(({ body, properties }) => [
        queue,
        properties.messageId ?? null,
        asBuffer(body),
        JSON.stringify(properties),
      ]),
      'ON CONFLICT DO NOTHING',
    );
  }

  async take(queue: string, limit: number): Promise<QueuedMessage[]> {
    const rows = await this.dataSource.query<{ id: string; body: Buffer; properties: string }[]>(
      'SELECT id, body, properties FROM queue_message WHERE queue = $1 ORDER BY id LIMIT $2',
      [queue, limit],
    );
    return rows.map((row) => ({
      ...row,
      properties: JSON.parse(row.properties) as QueuedMessage['properties'],
    }));
  }

  async confirm(queue: string, ids: readonly string[]): Promise<void> {
    await this.dataSource.query('DELETE FROM queue_message WHERE queue = $1 AND id = ANY($2::bigint[])', [
      queue,
      ids,
    ]);
  }
}
