import type { DataSource } from 'typeorm';
import { traceHeaders } from '#libs/message';
import type { NewMessage } from './message-rows.js';
import { outboxChannel } from './outbox-rows.js';
import { runPrepared, type PreparedStatement } from './prepared.js';

/** A message with all its bytes and the hash of what orders it. */
export interface IntakeRow extends NewMessage {
  readonly bytes: Uint8Array;
  readonly laneHash: number;
}

/** Large messages are kept in pieces of this size. */
export const payloadPartBytes = 256 * 1024;

/**
 * The first commit of a group of messages in one statement, so in one round trip: the idempotency keys, the messages, their
 * bytes, the orders to work on them, the call to the relay. A statement of fixed text with two parameters (the rows as
 * JSON, all bytes in one piece) costs half of what rows of parameters do: it is never parsed again. Keys are claimed in
 * one order everywhere, so that two transactions never wait for each other.
 */
const statement: PreparedStatement = {
  name: 'bianzu_intake',
  text: `
    WITH input AS (
      SELECT * FROM json_to_recordset($1::json) AS row (
        id uuid, sender text, claimed_sender text, channel text, content_type text, file_name text, at integer,
        size_bytes integer, sha256 bytea, lane_key text, lane text, reply_to text, idempotency_key text,
        trace_parent text, trace_state text, properties text)
    ), claimed AS (
      INSERT INTO idempotency_key (partner, key, sha256, message_id)
      SELECT coalesce(sender, '?'), idempotency_key, sha256, id FROM input
      WHERE idempotency_key IS NOT NULL ORDER BY 1, 2, id
      ON CONFLICT DO NOTHING RETURNING message_id
    ), fresh AS (
      SELECT * FROM input WHERE idempotency_key IS NULL OR id IN (SELECT message_id FROM claimed)
    ), messages AS (
      INSERT INTO message (id, sender, claimed_sender, channel, content_type, file_name, size_bytes, sha256, lane_key,
        reply_to, idempotency_key, trace_parent, trace_state, state)
      SELECT id, sender, claimed_sender, channel, content_type, file_name, size_bytes, sha256, lane_key,
        reply_to, idempotency_key, trace_parent, trace_state, 'received' FROM fresh
    ), payloads AS (
      INSERT INTO message_payload (message_id, part, bytes)
      SELECT id, part,
        substr($2::bytea, at + part * ${payloadPartBytes},
          least(${payloadPartBytes}, size_bytes - part * ${payloadPartBytes}))
      FROM fresh, generate_series(0, greatest(0, size_bytes - 1) / ${payloadPartBytes}) AS part
    ), work AS (
      INSERT INTO outbox (kind, exchange, routing_key, message_id, properties)
      SELECT 'work', 'bianzu.work', lane, id, properties FROM fresh ORDER BY at, id
    )
    SELECT array_agg(id) AS ids, CASE WHEN count(*) > 0 THEN pg_notify('${outboxChannel}', '')::text END FROM fresh`,
};

/** @returns the ids of the messages that were taken; the key of every other one is held by another message */
export async function takeIn(
  dataSource: DataSource,
  messages: readonly IntakeRow[],
): Promise<ReadonlySet<string>> {
  let at = 1;
  const rows = messages.map((message) => {
    const row = rowOf(message, at);
    at += message.bytes.byteLength;
    return row;
  });
  const bytes = Buffer.concat(messages.map((message) => message.bytes));
  const [taken] = await runPrepared<{ ids: string[] | null }>(dataSource, statement, [
    JSON.stringify(rows, storable),
    bytes,
  ]);
  return new Set(taken!.ids);
}

function rowOf({ envelope, claimedSender, laneKey, laneHash }: IntakeRow, at: number): object {
  const headers = traceHeaders(envelope);
  return {
    id: envelope.id,
    sender: envelope.sender,
    claimed_sender: claimedSender,
    channel: envelope.channel,
    content_type: envelope.contentType,
    file_name: envelope.fileName,
    at,
    size_bytes: envelope.sizeBytes,
    sha256: `\\x${envelope.sha256}`,
    lane_key: laneKey,
    lane: String(laneHash),
    reply_to: envelope.replyTo,
    idempotency_key: envelope.idempotencyKey,
    trace_parent: envelope.traceParent,
    trace_state: envelope.traceState,
    properties: headers === undefined ? undefined : JSON.stringify({ headers }),
  };
}

/** What the sender said may have characters in it that PostgreSQL keeps in no text: one such word must not stop a group. */
function storable(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value;
}
