import { traceHeaders, type TraceContext } from '#libs/message';
import { insertColumns, type SqlRunner } from './insert-rows.js';

/**
 * What waits to be handed to the transport. The bytes stay where they are: a `work` entry carries only the message id,
 * a `canonical` entry points to the canonical message, a `delivery` entry to the delivery.
 */
export interface OutboxRow {
  readonly kind: 'work' | 'canonical' | 'delivery';
  readonly exchange: string;
  /** For `work` the `laneHash` of its key: which lane that is, is decided when it is handed over. */
  readonly routingKey: string;
  readonly messageId: string;
  readonly ordinal?: number;
  readonly deliveryId?: string;
  readonly properties?: object;
  /** Goes on in the headers of what is handed over. */
  readonly trace?: TraceContext;
}

/** Listeners of this channel are told when a transaction with outbox entries has committed. */
export const outboxChannel = 'bianzu_outbox';

const columns = {
  kind: 'text',
  exchange: 'text',
  routing_key: 'text',
  message_id: 'uuid',
  ordinal: 'integer',
  delivery_id: 'uuid',
  properties: 'text',
};

export async function insertOutbox(runner: SqlRunner, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  await insertColumns(
    runner,
    'outbox',
    columns,
    rows.map((row) => [
      row.kind,
      row.exchange,
      row.routingKey,
      row.messageId,
      row.ordinal ?? null,
      row.deliveryId ?? null,
      propertiesOf(row),
    ]),
  );
  await runner.query(`SELECT pg_notify('${outboxChannel}', '')`);
}

function propertiesOf({ properties, trace }: OutboxRow): string | null {
  const headers = trace === undefined ? undefined : traceHeaders(trace);
  if (properties === undefined && headers === undefined) return null;
  return JSON.stringify({ ...properties, headers });
}
