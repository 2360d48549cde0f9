import type { DataSource } from 'typeorm';
import type { ReceivedMessage } from '#libs/journey';
import { receivedMessage, type StoredMessage } from './message-journal.js';

/** Why messages wait for a change of the configuration. */
export const configurationReasons = [
  'sender-unknown',
  'agreement-missing',
  'agreement-draft',
  'agreement-suspended',
] as const;

/** Messages that wait for the same. */
export interface KeptGroup {
  readonly reason: string;
  readonly sender: string | null;
  /** Who an unknown sender says it is. */
  readonly claimedSender: string | null;
  readonly channel: string;
  readonly agreement: string | null;
  readonly count: number;
  /** ISO 8601. */
  readonly since: string;
}

/** A message that waits, with the sender that it claims to have when nobody has recognised it. */
export interface KeptMessage extends ReceivedMessage {
  readonly claimedSender?: string;
}

/** Messages in quarantine that a change of the configuration may answer. */
export class KeptMessages {
  constructor(private readonly dataSource: DataSource) {}

  groups(): Promise<KeptGroup[]> {
    return this.dataSource.query<KeptGroup[]>(
      `SELECT reason, sender, claimed_sender AS "claimedSender", channel, agreement, count(*)::int AS count,
         to_char(min(state_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since
       FROM message WHERE state = 'quarantined' AND reason = ANY($1)
       GROUP BY reason, sender, claimed_sender, channel, agreement ORDER BY count DESC, since LIMIT 500`,
      [configurationReasons],
    );
  }

  /** A page of them with the first piece of each, oldest first. */
  async page(after: string | undefined, limit: number): Promise<KeptMessage[]> {
    const rows = await this.dataSource.query<(StoredMessage & { claimed_sender: string | null })[]>(
      `SELECT m.id, m.sender, m.claimed_sender, m.channel, m.content_type, m.file_name, m.size_bytes, m.sha256, m.reply_to,
         m.idempotency_key, m.trace_parent, m.trace_state, m.agreement, m.format, m.sequence, m.records_done, m.configuration,
         p.bytes, p.context
       FROM message m JOIN message_payload p ON p.message_id = m.id AND p.part = 0
       WHERE m.state = 'quarantined' AND m.reason = ANY($1) AND ($2::uuid IS NULL OR m.id > $2) ORDER BY m.id LIMIT $3`,
      [configurationReasons, after ?? null, limit],
    );
    return rows.map((row) => ({
      ...receivedMessage(row, this.dataSource),
      claimedSender: row.claimed_sender ?? undefined,
    }));
  }
}
