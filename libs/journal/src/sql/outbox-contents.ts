import type { SqlRunner } from './insert-rows.js';

/** What an outbox entry points to. */
export interface OutboxPointer {
  readonly kind: 'work' | 'canonical' | 'delivery';
  readonly message_id: string;
  readonly ordinal: number | null;
  readonly delivery_id: string | null;
}

/** The bytes of an outbox entry, and what they are. */
export interface OutboxContent {
  readonly bytes: Uint8Array | null;
  readonly type?: string;
  readonly contentType: string;
}

/**
 * Reads what outbox entries point to, by ids alone: a join would make every look at the outbox as slow as there are
 * partitions.
 */
export async function outboxContents(
  runner: SqlRunner,
  entries: readonly OutboxPointer[],
): Promise<{ of(entry: OutboxPointer): OutboxContent | undefined }> {
  const contents = new Map<string, OutboxContent>();
  const messages = entries.filter(({ kind }) => kind === 'canonical').map((entry) => entry.message_id);
  if (messages.length > 0) {
    const rows = (await runner.query(
      'SELECT message_id, ordinal, type, document FROM canonical_message WHERE message_id = ANY($1::uuid[])',
      [messages],
    )) as { message_id: string; ordinal: number; type: string; document: Buffer }[];
    for (const { message_id: id, ordinal, type, document } of rows)
      contents.set(`${id}/${ordinal}`, { bytes: document, type, contentType: 'application/json' });
  }
  const deliveries = entries.flatMap((entry) => entry.delivery_id ?? []);
  if (deliveries.length > 0) {
    const rows = (await runner.query(
      'SELECT id, bytes, content_type FROM delivery WHERE id = ANY($1::uuid[])',
      [deliveries],
    )) as { id: string; bytes: Buffer | null; content_type: string }[];
    for (const { id, bytes, content_type: contentType } of rows) contents.set(id, { bytes, contentType });
  }
  return { of: (entry) => contents.get(entry.delivery_id ?? `${entry.message_id}/${entry.ordinal}`) };
}
