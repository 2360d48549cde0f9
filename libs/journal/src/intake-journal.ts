import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { newMessageId, receiptTimeOf } from '#libs/journey';
import type { Envelope } from '#libs/message';
import { laneHash } from './lane-hash.js';
import { claimIdempotencyKeys, type IntakeAnswer } from './sql/idempotency.js';
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

const payloadPartBytes = 256 * 1024;

/**
 * The first commit of every message. When `accept` or `acceptStream` has answered, the bytes, their hash, the
 * idempotency key and the order to work on them are durable, all in one transaction; before that, nothing is.
 */
export class IntakeJournal {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes many messages in one transaction; the answers come in their order. */
  async accept(arrivals: readonly WholeArrival[]): Promise<IntakeAnswer[]> {
    const messages = arrivals.map((arrival) => ({
      ...messageOf(arrival, arrival.bytes.byteLength, hashOf(arrival.bytes)),
      arrival,
    }));
    return this.dataSource.transaction(async (manager) => {
      const answers = await claimIdempotencyKeys(
        manager,
        messages.map(({ envelope }) => envelope),
      );
      const fresh = messages.filter((_, index) => answers[index]!.kind === 'accepted');
      await this.write(manager, fresh);
      await insertPayload(
        manager,
        fresh.flatMap(({ envelope, arrival }) => piecesOf(envelope.id, arrival.bytes)),
      );
      return answers;
    });
  }

  /** Takes one message of any length, piece by piece. Throws what the stream throws, and nothing is kept then. */
  async acceptStream(arrival: Arrival, chunks: AsyncIterable<Uint8Array>): Promise<IntakeAnswer> {
    return this.dataSource.transaction(async (manager) => {
      const { id } = newMessageId();
      const hash = createHash('sha256');
      let sizeBytes = 0;
      let part = 0;
      for await (const bytes of inPieces(chunks)) {
        hash.update(bytes);
        sizeBytes += bytes.byteLength;
        await insertPayload(manager, [{ messageId: id, part: part++, bytes }]);
      }
      const message = messageOf(arrival, sizeBytes, hash.digest('hex'), id);
      const [answer] = await claimIdempotencyKeys(manager, [message.envelope]);
      if (answer!.kind === 'accepted') await this.write(manager, [message]);
      else await manager.query('DELETE FROM message_payload WHERE message_id = $1', [id]);
      return answer!;
    });
  }

  private async write(manager: EntityManager, messages: readonly NewMessage[]): Promise<void> {
    if (messages.length === 0) return;
    await insertMessages(manager, messages);
    await insertOutbox(
      manager,
      messages.map(({ envelope, laneKey }) => ({
        kind: 'work',
        exchange: 'bianzu.work',
        routingKey: String(laneHash(laneKey ?? envelope.id)),
        messageId: envelope.id,
        trace: envelope,
      })),
    );
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
  return createHash('sha256').update(bytes).digest('hex');
}

function piecesOf(
  messageId: string,
  bytes: Uint8Array,
): { messageId: string; part: number; bytes: Uint8Array }[] {
  const count = Math.max(1, Math.ceil(bytes.byteLength / payloadPartBytes));
  return Array.from({ length: count }, (_, part) => ({
    messageId,
    part,
    bytes: bytes.subarray(part * payloadPartBytes, (part + 1) * payloadPartBytes),
  }));
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
