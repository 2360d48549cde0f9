import type { Envelope } from '#libs/message';
import { insertRows, type SqlRunner } from './insert-rows.js';

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

/** Claims the keys of new transmissions; those without a key are always new. */
export async function claimIdempotencyKeys(
  runner: SqlRunner,
  envelopes: readonly Envelope[],
): Promise<IntakeAnswer[]> {
  const firsts = new Map<string, Envelope>();
  for (const envelope of envelopes) {
    const name = keyName(envelope);
    if (name !== undefined && !firsts.has(name)) firsts.set(name, envelope);
  }
  // in one order everywhere, so that two transactions never wait for each other
  const claims = [...firsts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, envelope]) => envelope);
  const claimed = await insertRows<KeyRow>(
    runner,
    'idempotency_key',
    ['partner', 'key', 'sha256', 'message_id'],
    claims.map((envelope) => [
      partnerOf(envelope),
      envelope.idempotencyKey,
      Buffer.from(envelope.sha256, 'hex'),
      envelope.id,
    ]),
    'ON CONFLICT DO NOTHING RETURNING partner, key, sha256, message_id',
  );
  const held = claimed.length === claims.length ? claimed : await holders(runner, claims);
  const holderOf = new Map(held.map((row) => [nameOf(row.partner, row.key), row]));
  return envelopes.map((envelope) => answerTo(envelope, holderOf.get(keyName(envelope) ?? '')));
}

async function holders(runner: SqlRunner, claims: readonly Envelope[]): Promise<KeyRow[]> {
  return (await runner.query(
    `SELECT partner, key, sha256, message_id FROM idempotency_key
     WHERE (partner, key) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [claims.map(partnerOf), claims.map((claim) => claim.idempotencyKey)],
  )) as KeyRow[];
}

function answerTo(envelope: Envelope, holder: KeyRow | undefined): IntakeAnswer {
  if (holder === undefined || holder.message_id === envelope.id) {
    return { kind: 'accepted', id: envelope.id, sha256: envelope.sha256 };
  }
  const sha256 = holder.sha256.toString('hex');
  return { kind: sha256 === envelope.sha256 ? 'repeated' : 'conflict', id: holder.message_id, sha256 };
}

function keyName(envelope: Envelope): string | undefined {
  return envelope.idempotencyKey === undefined
    ? undefined
    : nameOf(partnerOf(envelope), envelope.idempotencyKey);
}

/** Senders that nobody knows share one name; their channel makes the keys differ. */
function partnerOf(envelope: Envelope): string {
  return envelope.sender ?? '?';
}

function nameOf(partner: string, key: string): string {
  return `${partner}\n${key}`;
}
