import { StageError, type Envelope } from '#libs/message';
import type { SqlRunner } from './insert-rows.js';

/**
 * The answer to one transmission. `repeated`: the sender has sent the same bytes under the same idempotency key before,
 * and gets the first answer again; `conflict`: the key was used for other bytes, nothing was taken.
 */
export interface IntakeAnswer {
  readonly kind: 'accepted' | 'repeated' | 'conflict';
  readonly id: string;
  readonly sha256: string;
}

interface KeyRow {
  partner: string;
  key: string;
  sha256: Buffer;
  message_id: string;
}

/** Claims the key of one transmission; a transmission without a key is always new. */
export async function claimIdempotencyKey(runner: SqlRunner, envelope: Envelope): Promise<IntakeAnswer> {
  const { id, sha256, idempotencyKey } = envelope;
  if (idempotencyKey !== undefined) {
    const claimed = (await runner.query(
      `INSERT INTO idempotency_key (partner, key, sha256, message_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING message_id`,
      [partnerOf(envelope), idempotencyKey, Buffer.from(sha256, 'hex'), id],
    )) as unknown[];
    if (claimed.length === 0) return (await answersToHeldKeys(runner, [envelope])).get(id)!;
  }
  return { kind: 'accepted', id, sha256 };
}

/**
 * What transmissions are answered whose keys are held by other messages; by their ids.
 * @throws StageError (retryable) when a key has been given free meanwhile
 */
export async function answersToHeldKeys(
  runner: SqlRunner,
  envelopes: readonly Envelope[],
): Promise<Map<string, IntakeAnswer>> {
  if (envelopes.length === 0) return new Map();
  const rows = (await runner.query(
    `SELECT partner, key, sha256, message_id FROM idempotency_key
     WHERE (partner, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [envelopes.map(partnerOf), envelopes.map((envelope) => envelope.idempotencyKey)],
  )) as KeyRow[];
  const holders = new Map(rows.map((row) => [nameOf(row.partner, row.key), row]));
  return new Map(
    envelopes.map((envelope) => [envelope.id, answerTo(envelope, holders.get(keyName(envelope)))]),
  );
}

function answerTo(envelope: Envelope, holder: KeyRow | undefined): IntakeAnswer {
  if (holder === undefined) throw new StageError('intake', 'an idempotency key was given free', true);
  const sha256 = holder.sha256.toString('hex');
  return { kind: sha256 === envelope.sha256 ? 'repeated' : 'conflict', id: holder.message_id, sha256 };
}

function keyName(envelope: Envelope): string {
  return nameOf(partnerOf(envelope), envelope.idempotencyKey ?? '');
}

/** Senders that nobody knows share one name; their channel makes the keys differ. */
function partnerOf(envelope: Envelope): string {
  return envelope.sender ?? '?';
}

function nameOf(partner: string, key: string): string {
  return `${partner}\n${key}`;
}
