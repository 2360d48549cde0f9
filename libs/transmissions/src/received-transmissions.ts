import type { DataSource } from 'typeorm';
import { v7 as newId } from 'uuid';
import { readBody, writeBody } from './transmission-body.js';

/** A transmission that was opened and is its partner's. */
export interface Arrived {
  readonly partner: string;
  /** Without line breaks; unique among those of the partner that were not refused. */
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it came over HTTP: what proves that the partner sent it. */
  readonly body: Buffer;
  /** SHA-256 of what was in it. */
  readonly payloadSha256: Buffer;
  /** Fingerprint of the certificate; absent when it was not signed. */
  readonly signedBy?: string;
  readonly mic: string;
  readonly mdnUrl?: string;
}

/** An MDN as it is sent. */
export interface WrittenMdn {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What became of a Message-ID so far. */
export type Standing =
  /** It is new, or was not answered yet. */
  | { readonly kind: 'open'; readonly id: string }
  | { readonly kind: 'answered'; readonly id: string; readonly mdn?: WrittenMdn }
  /** It was used for other content. */
  | { readonly kind: 'conflict' };

export interface Refused {
  readonly partner: string;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly disposition: string;
  readonly detail: string;
  readonly mdn?: WrittenMdn;
  readonly mdnUrl?: string;
}

/** A transmission that was begun; its bytes are to be had by `bodyOf`. */
export interface Forgotten extends Pick<Arrived, 'partner' | 'messageId' | 'headers'> {
  readonly id: string;
  readonly sizeBytes: number;
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly payload: Buffer | null;
  readonly mdnHeaders: Record<string, string> | null;
  readonly mdn: Buffer | null;
}

/** So many refusals of one partner are kept in an hour: strangers who use its name fill no disk. */
const mostRefusalsAnHour = 500;

/**
 * The proof of what partners have sent by AS2: each transmission as it came, with its MIC and the MDN that it was answered with.
 * States: `arrived` (opened and kept, its content perhaps not yet in the journal), `processed` (its content is in the journal, the
 * MDN is written), `refused` (nothing was taken in; without the bytes).
 */
export class ReceivedTransmissions {
  /** @param retentionDays proofs are kept as long as messages usually are */
  constructor(
    private readonly dataSource: DataSource,
    private readonly retentionDays: number,
  ) {}

  /** Keeps a transmission before its content is taken in. The same Message-ID with the same content is the same transmission. */
  async arrive(arrived: Arrived): Promise<Standing> {
    const { partner, messageId, headers, body, payloadSha256, signedBy, mic, mdnUrl } = arrived;
    const id = newId();
    const isNew = await this.dataSource.transaction(async (manager) => {
      const made = await manager.query<{ id: string }[]>(
        `INSERT INTO as2_transmission (id, partner, message_id, state, headers, payload_sha256, signed_by, mic, mdn_url)
         VALUES ($1, $2, $3, 'arrived', $4, $5, $6, $7, $8)
         ON CONFLICT (partner, message_id) WHERE state <> 'refused' DO NOTHING RETURNING id`,
        [id, partner, messageId, headers, payloadSha256, signedBy ?? null, mic, mdnUrl ?? null],
      );
      if (made.length > 0) await writeBody(manager, id, body);
      return made.length > 0;
    });
    if (isNew) return { kind: 'open', id };
    const [first] = await this.dataSource.query<Row[]>(
      `SELECT id, state, payload_sha256 AS payload, mdn_headers AS "mdnHeaders", mdn FROM as2_transmission
       WHERE partner = $1 AND message_id = $2 AND state <> 'refused'`,
      [partner, messageId],
    );
    // it can only have been removed in this very moment, for its age
    if (first?.payload?.equals(payloadSha256) !== true) return { kind: 'conflict' };
    if (first.state === 'arrived') return { kind: 'open', id: first.id };
    const { mdn, mdnHeaders } = first;
    const written = mdn === null || mdnHeaders === null ? {} : { mdn: { headers: mdnHeaders, body: mdn } };
    return { kind: 'answered', id: first.id, ...written };
  }

  /**
   * The content is in the journal. From now on the same MDN is the answer, and when it is to be sent on a connection of its
   * own it will be, whatever happens to this process.
   * @returns the MDN that counts: of two that are written at once the first
   */
  async answer(
    id: string,
    { journalId, disposition, mdn }: { journalId: string; disposition: string; mdn?: WrittenMdn },
  ): Promise<WrittenMdn | undefined> {
    const [row] = await this.dataSource.query<Pick<Row, 'mdn' | 'mdnHeaders'>[]>(
      `WITH answered AS (
         UPDATE as2_transmission SET state = 'processed', journal_id = $2, disposition = $3, mdn_headers = $4, mdn = $5,
           mdn_due_at = CASE WHEN mdn_url IS NOT NULL AND $5::bytea IS NOT NULL THEN now() END,
           mdn_sent_at = CASE WHEN mdn_url IS NULL AND $5::bytea IS NOT NULL THEN now() END
         WHERE id = $1 AND state = 'arrived' RETURNING mdn_headers AS "mdnHeaders", mdn)
       SELECT * FROM answered UNION ALL
       SELECT mdn_headers, mdn FROM as2_transmission WHERE id = $1 AND state = 'processed' AND NOT EXISTS (SELECT FROM answered)`,
      [id, journalId, disposition, mdn?.headers ?? null, mdn?.body ?? null],
    );
    return row?.mdn && row.mdnHeaders ? { headers: row.mdnHeaders, body: row.mdn } : undefined;
  }

  /** Keeps that nothing was taken, and the MDN that says so when it is to be sent on a connection of its own. */
  async refuse(refused: Refused): Promise<void> {
    const { partner, messageId, headers, disposition, detail, mdn, mdnUrl } = refused;
    await this.dataSource.query(
      `INSERT INTO as2_transmission (id, partner, message_id, state, headers, disposition, detail, mdn_headers, mdn, mdn_url, mdn_due_at)
       SELECT $1, $2, $3, 'refused', $4, $5, $6, $7, $8, $9, CASE WHEN $9::text IS NOT NULL AND $8::bytea IS NOT NULL THEN now() END
       WHERE (SELECT count(*) FROM as2_transmission
         WHERE partner = $2 AND state = 'refused' AND received_at > now() - interval '1 hour') < $10`,
      [
        ...[newId(), partner, messageId, headers, disposition, detail],
        ...[mdn?.headers ?? null, mdn?.body ?? null, mdnUrl ?? null, mostRefusalsAnHour],
      ],
    );
  }

  /** The MDN is to be sent once more, to where the repetition asks for it. */
  async sendAgain(id: string, mdnUrl: string): Promise<void> {
    await this.dataSource.query(
      'UPDATE as2_transmission SET mdn_url = $2, mdn_due_at = now(), mdn_attempts = 0 WHERE id = $1 AND mdn IS NOT NULL',
      [id, mdnUrl],
    );
  }

  /** Transmissions whose sender waits for an MDN although nobody works on them any more: their process has died. */
  async forgotten(olderThanMs: number, most: number): Promise<Forgotten[]> {
    return this.dataSource.query(
      `SELECT id, partner, message_id AS "messageId", headers,
         (SELECT coalesce(sum(length(bytes)), 0)::int FROM as2_transmission_part WHERE transmission_id = id) AS "sizeBytes"
       FROM as2_transmission
       WHERE state = 'arrived' AND mdn_url IS NOT NULL AND received_at < now() - $1 * interval '1 millisecond'
       ORDER BY received_at LIMIT $2`,
      [olderThanMs, most],
    );
  }

  /** A transmission as it came over HTTP: what proves that the partner sent it. Empty for one that was refused. */
  async bodyOf(id: string): Promise<Buffer> {
    return readBody(this.dataSource, id);
  }

  /** @returns how many were removed */
  async removeOld(): Promise<number> {
    const [, count] = await this.dataSource.query<[unknown, number]>(
      `DELETE FROM as2_transmission WHERE id IN (
         SELECT id FROM as2_transmission WHERE received_at < now() - $1 * interval '1 day' LIMIT 1000)`,
      [this.retentionDays],
    );
    return count;
  }
}
