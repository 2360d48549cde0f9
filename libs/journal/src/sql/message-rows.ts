import type { Envelope } from '#libs/message';
import { insertRows, type SqlRunner } from './insert-rows.js';

/** A row of `message` as it is first written. */
export interface NewMessage {
  readonly envelope: Envelope;
  readonly parentId?: string;
  readonly sequence?: number;
  readonly claimedSender?: string;
  readonly laneKey?: string;
  readonly state: string;
  readonly agreement?: string;
}

/** A piece of a payload: large messages are kept in several, in the order of `part`. */
export interface PayloadPart {
  readonly messageId: string;
  readonly part: number;
  readonly bytes: Uint8Array;
  readonly context?: object;
}

export async function insertMessages(runner: SqlRunner, messages: readonly NewMessage[]): Promise<void> {
  await insertRows(
    runner,
    'message',
    [
      'id',
      'parent_id',
      'sequence',
      'sender',
      'claimed_sender',
      'channel',
      'agreement',
      'content_type',
      'file_name',
      'size_bytes',
      'sha256',
      'lane_key',
      'reply_to',
      'idempotency_key',
      'trace_parent',
      'trace_state',
      'state',
    ],
    messages.map(({ envelope, ...rest }) => [
      envelope.id,
      rest.parentId ?? null,
      rest.sequence ?? null,
      envelope.sender ?? null,
      rest.claimedSender ?? null,
      envelope.channel,
      rest.agreement ?? null,
      envelope.contentType ?? null,
      envelope.fileName ?? null,
      envelope.sizeBytes,
      Buffer.from(envelope.sha256, 'hex'),
      rest.laneKey ?? null,
      envelope.replyTo ?? null,
      envelope.idempotencyKey ?? null,
      envelope.traceParent ?? null,
      envelope.traceState ?? null,
      rest.state,
    ]),
  );
}

export async function insertPayload(runner: SqlRunner, parts: readonly PayloadPart[]): Promise<void> {
  await insertRows(
    runner,
    'message_payload',
    ['message_id', 'part', 'bytes', 'context'],
    parts.map((part) => [
      part.messageId,
      part.part,
      asBuffer(part.bytes),
      part.context === undefined ? null : JSON.stringify(part.context),
    ]),
  );
}

/** The driver takes Buffers only; this is a view, not a copy. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
