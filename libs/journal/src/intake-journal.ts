import { createHash, hash as digestOf } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { newMessageId, receiptTimeOf } from '#libs/journey';
import type { Envelope } from '#libs/message';
import { boundedQuery, inBoundedTransaction } from './database-silence.js';
import { laneHash } from './lane-hash.js';
import { answersToHeldKeys, claimIdempotencyKey, type IntakeAnswer } from './sql/idempotency.js';
import type { SqlRunner } from './sql/insert-rows.js';
import { payloadPartBytes, takeIn, type IntakeRow } from './sql/intake-statement.js';
import { insertMessages, insertPayload, type NewMessage } from './sql/message-rows.js';
import { insertOutbox } from './sql/outbox-rows.js';

/** What a channel knows of the bytes it has received. */
export interface Arrival extends Omit<Envelope, 'id' | 'receivedAt' | 'sizeBytes' | 'sha256'> {
  /** Who the sender says it is, when nobody could authenticate it. */
  readonly claimedSender?: string;
  readonly laneKey?: string;
}

export interface WholeArrival extends Arrival {
  readonly bytes: Uint8Array;
}

/**
 * The first commit of every message. When `accept` or `acceptStream` has answered, the bytes, their hash, the
 * idempotency key and the order to work on them are durable, all in one transaction; before that, nothing is.
 */
export class IntakeJournal {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes many messages in one transaction; the answers come in their order. */
  async accept(arrivals: readonly WholeArrival[]): Promise<IntakeAnswer[]> {
    const rows = arrivals.map((arrival): IntakeRow => {
      const message = messageOf(arrival, arrival.bytes.byteLength, hashOf(arrival.bytes));
      return { ...message, bytes: arrival.bytes, laneHash: laneHashOf(message) };
    });
    const taken = await takeIn(this.dataSource, rows);
    const answers = await answersToHeldKeys(
      { query: (sql, parameters = []) => boundedQuery(this.dataSource, sql, parameters) },
      rows.map(({ envelope }) => envelope).filter(({ id }) => !taken.has(id)),
    );
    return rows.map(({ envelope: { id, sha256 } }) => answers.get(id) ?? { kind: 'accepted', id, sha256 });
  }

  /** Takes one message of any length, piece by piece. Throws what the stream throws, and nothing is kept then. */
  async acceptStream(arrival: Arrival, chunks: AsyncIterable<Uint8Array>): Promise<IntakeAnswer> {
    return inBoundedTransaction(this.dataSource, async (runner) => {
      const { id } = newMessageId();
      const hash = createHash('sha256');
      let sizeBytes = 0;
      let part = 0;
      for await (const bytes of inPieces(chunks)) {
        hash.update(bytes);
        sizeBytes += bytes.byteLength;
        await insertPayload(runner, [{ messageId: id, part: part++, bytes }]);
      }
      const message = messageOf(arrival, sizeBytes, hash.digest('hex'), id);
      const answer = await claimIdempotencyKey(runner, message.envelope);
      if (answer.kind === 'accepted') await this.write(runner, message);
      else await runner.query('DELETE FROM message_payload WHERE message_id = $1', [id]);
      return answer;
    });
  }

  private async write(runner: SqlRunner, message: NewMessage): Promise<void> {
    await insertMessages(runner, [message]);
    await insertOutbox(runner, [
      {
        kind: 'work',
        exchange: 'bianzu.work',
        routingKey: String(laneHashOf(message)),
        messageId: message.envelope.id,
        trace: message.envelope,
      },
    ]);
  }
}

function messageOf(arrival: Arrival, sizeBytes: number, sha256: string, id = newMessageId().id): NewMessage {
  return {
    envelope: { ...arrival, id, receivedAt: receiptTimeOf(id), sizeBytes, sha256 },
    claimedSender: arrival.claimedSender,
    laneKey: arrival.laneKey,
    state: 'received',
  };
}

function hashOf(bytes: Uint8Array): string {
  return digestOf('sha256', bytes, 'hex');
}

/** A message that no key orders is ordered with nothing but itself. */
function laneHashOf({ envelope, laneKey }: NewMessage): number {
  return laneHash(laneKey ?? envelope.id);
}

async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.byteLength;
    if (heldBytes < payloadPartBytes) continue;
    yield Buffer.concat(held);
    held = [];
    heldBytes = 0;
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
