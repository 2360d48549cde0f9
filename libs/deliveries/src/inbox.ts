import type { DataSource } from 'typeorm';
import { inMs, nowSql, systemClock, type Clock } from './clock.js';
import { runNamed } from './named-sql.js';

/** A message that waits for its partner to fetch it. */
export interface OfferedMessage {
  readonly id: string;
  readonly messageId: string;
  readonly kind: 'message' | 'acknowledgement';
  readonly destination: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly queuedAt: Date;
  /** How often it was fetched before. */
  readonly fetched: number;
}

/** What one fetch may carry; at least one message in any case. */
const mostBytes = 8 * 1_024 * 1_024;

/**
 * The oldest messages that nobody is holding. When one is held because it was fetched before, those behind it wait for its
 * confirmation or the end of its lease: so the order holds over repetitions.
 */
const lease = `
  WITH paused AS (SELECT 1 FROM partner_pause WHERE partner = :partner),
  oldest AS (
    SELECT q.seq, q.delivery_id, q.due_at FROM delivery_queue q
    WHERE q.partner = :partner AND q.state = 'offered' AND q.destination = ANY(:among::text[])
      AND NOT EXISTS (SELECT FROM paused)
      AND NOT EXISTS (SELECT FROM destination_state s WHERE s.destination = q.destination AND s.paused_at IS NOT NULL)
    ORDER BY q.seq LIMIT :limit FOR UPDATE),
  sized AS (
    SELECT o.*, sum(octet_length(d.bytes)) OVER (ORDER BY o.seq) AS upto, row_number() OVER (ORDER BY o.seq) AS place
    FROM oldest o JOIN delivery d ON d.id = o.delivery_id),
  free AS (
    SELECT seq FROM sized WHERE (upto <= :bytes OR place = 1)
      AND seq < coalesce((SELECT min(seq) FROM sized WHERE due_at > ${nowSql}), 9223372036854775807)),
  leased AS (
    UPDATE delivery_queue q SET due_at = ${inMs(':lease')}, attempts = q.attempts + 1 FROM free WHERE q.seq = free.seq
    RETURNING q.seq, q.delivery_id, q.message_id, q.destination, q.queued_at, q.attempts)
  SELECT l.delivery_id AS id, l.message_id AS "messageId", d.kind, l.destination, d.content_type AS "contentType", d.bytes,
    l.queued_at AS "queuedAt", l.attempts - 1 AS fetched
  FROM leased l JOIN delivery d ON d.id = l.delivery_id ORDER BY l.seq`;

const confirmed = `
  WITH gone AS (
    DELETE FROM delivery_queue WHERE partner = :partner AND state = 'offered' AND attempts > 0
      AND delivery_id = ANY(:ids::uuid[]) AND (:among::text[] IS NULL OR destination = ANY(:among::text[]))
    RETURNING delivery_id, actor),
  expected AS (
    UPDATE expected_acknowledgement SET sent_at = ${nowSql}, due_at = ${nowSql} + (due_at - sent_at)
    WHERE delivery_id IN (SELECT delivery_id FROM gone) AND state = 'waiting'),
  noted AS (
    INSERT INTO delivery_attempt (delivery_id, number, at, outcome, attempt_id, request, actor)
    SELECT delivery_id, 1 + coalesce((SELECT max(a.number) FROM delivery_attempt a WHERE a.delivery_id = gone.delivery_id), 0),
      ${nowSql}, 'accepted', gen_random_uuid(), 'fetched and confirmed by the partner', actor FROM gone),
  well AS (
    UPDATE destination_state s SET last_accepted_at = ${nowSql}
    WHERE s.destination IN (SELECT d.destination FROM delivery d JOIN gone ON d.id = gone.delivery_id))
  UPDATE delivery d SET state = 'delivered', state_at = ${nowSql} FROM gone WHERE d.id = gone.delivery_id RETURNING d.id`;

const released = `
  UPDATE delivery_queue SET due_at = ${nowSql}
  WHERE partner = :partner AND state = 'offered' AND attempts > 0 AND delivery_id = ANY(:ids::uuid[])`;

/** What partners fetch: leased for a while, and delivered only when they have confirmed it. */
export class Inbox {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock = systemClock,
  ) {}

  /**
   * @param among the destinations that the partner fetches from its inbox
   * @returns the oldest messages in their order; nobody gets them again before `leaseMs` are over
   */
  fetch(
    partner: string,
    among: readonly string[],
    { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
  ): Promise<OfferedMessage[]> {
    const values = { ahead: this.clock.aheadMs, partner, among, limit, lease: leaseMs, bytes: mostBytes };
    return runNamed<OfferedMessage>(this.dataSource, lease, values);
  }

  /**
   * @param among destinations of which something may be confirmed; all when absent
   * @returns the ids that are delivered by it; others were confirmed before, or are none of the partner's
   */
  async confirm(partner: string, ids: readonly string[], among?: readonly string[]): Promise<string[]> {
    const values = { ahead: this.clock.aheadMs, partner, ids, among };
    return (await runNamed<{ id: string }>(this.dataSource, confirmed, values)).map(({ id }) => id);
  }

  /** Whoever fetched these wants them no longer: they are there for the next one at once. */
  async release(partner: string, ids: readonly string[]): Promise<void> {
    await runNamed(this.dataSource, released, { ahead: this.clock.aheadMs, partner, ids });
  }
}
