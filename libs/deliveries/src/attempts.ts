import type { DataSource } from 'typeorm';
import type { SendOutcome } from '#libs/channels';
import { headsOfLines, isHeldBack, type Claim } from './claims.js';
import { inMs, nowSql, type Clock } from './clock.js';
import { runNamed } from './named-sql.js';

/** One attempt that has begun: it is in the journal before anything leaves. */
export interface Attempt {
  readonly attemptId: string;
  readonly deliveryId: string;
  readonly messageId: string;
  /** From 1, over all attempts of the delivery. */
  readonly number: number;
  /** Since it was queued, this one included; asking for it again by hand begins anew. */
  readonly attempts: number;
  readonly ageMs: number;
  readonly kind: 'message' | 'acknowledgement';
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly queuedAt: Date;
  /** JSON of a TraceContext. */
  readonly trace: string | null;
}

/** How often a destination may fail before it rests, and for how long. */
export interface BreakerLimits {
  readonly failures: number;
  readonly firstRestMs: number;
  readonly maxRestMs: number;
}

export const usualBreaker: BreakerLimits = { failures: 5, firstRestMs: 15_000, maxRestMs: 300_000 };

/** The holder of the destination with this fence is still this process. */
const isHolder = `destination = :destination AND owner = :owner AND fence = :fence`;

/**
 * Begins the attempts that are due: the head of each line, or of the whole destination; one alone while the breaker tries whether
 * the partner is back. Nothing begins for a holder that has lost the destination, nor while it is held back.
 */
const begin = `
  WITH s AS (
    UPDATE destination_state s SET breaker = CASE s.breaker WHEN 'open' THEN 'half-open' ELSE s.breaker END
    WHERE ${isHolder} AND s.lease_until > ${nowSql} AND NOT ${isHeldBack}
      AND (s.rest_until IS NULL OR s.rest_until <= ${nowSql})
    RETURNING s.destination, s.breaker, (:whole::boolean OR s.breaker <> 'closed') AS is_single),
  heads AS (SELECT head.*, s.is_single FROM s CROSS JOIN ${headsOfLines}),
  first AS (
    SELECT seq FROM heads WHERE state = 'waiting' AND due_at <= ${nowSql}
      AND (NOT is_single OR (NOT EXISTS (SELECT FROM heads WHERE state = 'sending')
        AND (NOT :whole::boolean OR seq = (SELECT min(seq) FROM heads))))
    ORDER BY seq LIMIT CASE WHEN (SELECT is_single FROM s) THEN 1 ELSE :most::int END),
  begun AS (
    UPDATE delivery_queue q SET state = 'sending', attempts = q.attempts + 1, attempt_id = gen_random_uuid()
    FROM first WHERE q.seq = first.seq AND q.state = 'waiting' RETURNING q.*),
  numbered AS (
    SELECT b.*, 1 + coalesce((SELECT max(a.number) FROM delivery_attempt a WHERE a.delivery_id = b.delivery_id), 0) AS number
    FROM begun b),
  written AS (
    INSERT INTO delivery_attempt (delivery_id, number, at, outcome, attempt_id, actor)
    SELECT delivery_id, number, ${nowSql}, 'sending', attempt_id, CASE attempts WHEN 1 THEN actor END FROM numbered)
  SELECT n.attempt_id AS "attemptId", n.delivery_id AS "deliveryId", n.message_id AS "messageId", n.number, n.attempts,
    (extract(epoch FROM ${nowSql} - n.clock_from) * 1000)::float8 AS "ageMs", d.kind, d.content_type AS "contentType",
    octet_length(d.bytes) AS "sizeBytes", n.queued_at AS "queuedAt", n.trace
  FROM numbered n JOIN delivery d ON d.id = n.delivery_id ORDER BY n.seq`;

const endOfAttempt = `UPDATE delivery_attempt SET outcome = :outcome::text, detail = :detail::text, request = :request, answer = :answer, receipt = :receipt,
  latency_ms = :latency WHERE delivery_id = :delivery AND attempt_id = :attempt`;

const isWell = `UPDATE destination_state SET breaker = 'closed', failures = 0, openings = 0, rest_until = NULL,
  last_accepted_at = CASE :outcome::text WHEN 'refused' THEN last_accepted_at ELSE ${nowSql} END
  WHERE ${isHolder}`;

/** An acceptance counts whoever hears of it: the delivery is never sent again. */
const accepted = `
  WITH gone AS (DELETE FROM delivery_queue WHERE delivery_id = :delivery RETURNING delivery_id),
  delivered AS (UPDATE delivery SET state = 'delivered', state_at = ${nowSql} WHERE id IN (SELECT delivery_id FROM gone)),
  expected AS (
    UPDATE expected_acknowledgement SET sent_at = ${nowSql}, due_at = ${nowSql} + (due_at - sent_at)
    WHERE delivery_id IN (SELECT delivery_id FROM gone) AND state = 'waiting'),
  well AS (${isWell})
  ${endOfAttempt}`;

const awaitsReceipt = `
  WITH waiting AS (
    UPDATE delivery_queue SET state = 'awaiting-receipt', due_at = ${inMs(':wait')}
    WHERE delivery_id = :delivery AND attempt_id = :attempt AND state = 'sending' RETURNING delivery_id),
  marked AS (
    UPDATE delivery SET state = 'awaiting-receipt', state_at = ${nowSql} WHERE id IN (SELECT delivery_id FROM waiting)),
  well AS (${isWell})
  ${endOfAttempt}`;

const refused = `
  WITH gone AS (
    DELETE FROM delivery_queue WHERE delivery_id = :delivery AND attempt_id = :attempt AND state = 'sending' RETURNING delivery_id),
  failed AS (UPDATE delivery SET state = 'failed', state_at = ${nowSql} WHERE id IN (SELECT delivery_id FROM gone)),
  well AS (${isWell})
  ${endOfAttempt}`;

/**
 * Of the world: the breaker counts it, and the delivery waits (`:wait` milliseconds) or, without that, has expired. When the partner
 * is still away after a rest, what waits behind and is older than `:maxAge` has expired as well: each would need a rest of its own.
 */
const failed = `
  WITH waiting AS (
    UPDATE delivery_queue SET state = 'waiting', due_at = ${inMs(':wait')}
    WHERE delivery_id = :delivery AND attempt_id = :attempt AND state = 'sending' AND :wait::float8 IS NOT NULL),
  gone AS (
    DELETE FROM delivery_queue
    WHERE delivery_id = :delivery AND attempt_id = :attempt AND state = 'sending' AND :wait::float8 IS NULL RETURNING delivery_id),
  too_old AS (
    DELETE FROM delivery_queue
    WHERE destination = :destination AND state = 'waiting' AND delivery_id <> :delivery
      AND clock_from + :maxAge::float8 * interval '1 millisecond' <= ${nowSql}
      AND EXISTS (SELECT FROM destination_state WHERE ${isHolder} AND breaker = 'half-open')
    RETURNING delivery_id),
  expired AS (
    UPDATE delivery SET state = 'expired', state_at = ${nowSql}
    WHERE id IN (SELECT delivery_id FROM gone UNION ALL SELECT delivery_id FROM too_old)),
  counted AS (
    UPDATE destination_state SET failures = failures + 1, last_failure_at = ${nowSql}, last_failure = :outcome::text || ': ' || :detail::text,
      breaker = CASE WHEN breaker = 'half-open' OR failures + 1 >= :failures::int THEN 'open' ELSE breaker END,
      openings = openings + CASE WHEN breaker = 'half-open' OR failures + 1 = :failures::int THEN 1 ELSE 0 END,
      rest_until = CASE
        WHEN breaker = 'half-open' OR failures + 1 >= :failures::int THEN greatest(${inMs(':asked')},
          ${nowSql} + (0.5 + random() / 2) * least(:firstRestMs::float8 * 2 ^ least(openings, 30), :maxRestMs::float8) * interval '1 millisecond')
        WHEN :asked::float8 > 0 THEN ${inMs(':asked')} ELSE rest_until END
    WHERE ${isHolder})
  ${endOfAttempt}`;

const switchedOff = `
  WITH waiting AS (
    UPDATE delivery_queue SET state = 'waiting', due_at = ${nowSql}
    WHERE delivery_id = :delivery AND attempt_id = :attempt AND state = 'sending'),
  off AS (
    UPDATE destination_state SET switched_off_at = ${nowSql}, switched_off_reason = :detail::text WHERE destination = :destination)
  ${endOfAttempt}`;

const givenBack = `
  WITH waiting AS (
    UPDATE delivery_queue SET state = 'waiting', due_at = ${nowSql}
    WHERE delivery_id = :delivery AND attempt_id = :attempt AND state = 'sending')
  ${endOfAttempt}`;

/** What is kept of one attempt when it is over. */
export interface AttemptEnd {
  readonly attempt: Attempt;
  readonly outcome:
    | SendOutcome
    | { readonly kind: 'interrupted'; readonly detail: string; readonly request?: string };
  readonly latencyMs: number;
}

export interface NextAttempt {
  readonly retryInMs?: number;
  readonly maxAgeMs: number;
}

/** Begins and ends attempts in the journal. Each end is one statement: all of what follows from the outcome, or nothing. */
export class Attempts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly owner: string,
    private readonly clock: Clock,
    private readonly breaker: BreakerLimits,
  ) {}

  begin(claim: Claim, order: 'destination' | 'key', most: number): Promise<Attempt[]> {
    const values = { ...this.holding(claim), whole: order === 'destination', most };
    return runNamed<Attempt>(this.dataSource, begin, values);
  }

  async bytesOf({ deliveryId }: Attempt): Promise<Buffer> {
    const [row] = await this.dataSource.query<{ bytes: Buffer }[]>(
      'SELECT bytes FROM delivery WHERE id = $1',
      [deliveryId],
    );
    return row!.bytes;
  }

  /** @param next for failures of the world: when it is tried again, undefined when its time is over; and how long that time is */
  async end(claim: Claim, end: AttemptEnd, { retryInMs, maxAgeMs }: NextAttempt): Promise<void> {
    const { outcome } = end;
    await runNamed(this.dataSource, statementOf(outcome), {
      ...this.holding(claim),
      ...endValues(end),
      ...this.breaker,
      maxAge: maxAgeMs,
      wait: outcome.kind === 'accepted' ? outcome.receiptWithinMs : retryInMs,
      // a partner that asks us to wait asks it for everything that goes there
      asked: 'retryAfterMs' in outcome && outcome.retryAfterMs !== undefined ? (retryInMs ?? 0) : 0,
    });
  }

  private holding({ destination, fence }: Claim): Record<string, unknown> {
    return { ahead: this.clock.aheadMs, destination, owner: this.owner, fence };
  }
}

function statementOf(outcome: AttemptEnd['outcome']): string {
  switch (outcome.kind) {
    case 'accepted':
      return outcome.receiptWithinMs === undefined ? accepted : awaitsReceipt;
    case 'refused':
      return refused;
    case 'gone':
      return switchedOff;
    case 'interrupted':
      return givenBack;
    default:
      return failed;
  }
}

const mostText = 2_000;
const mostReceiptBytes = 256 * 1_024;

function endValues({ attempt, outcome, latencyMs }: AttemptEnd): Record<string, unknown> {
  const receipt = outcome.kind === 'accepted' ? outcome.receipt : undefined;
  const awaits = outcome.kind === 'accepted' && outcome.receiptWithinMs !== undefined;
  return {
    delivery: attempt.deliveryId,
    attempt: attempt.attemptId,
    outcome: awaits ? 'awaiting-receipt' : outcome.kind,
    detail: textOf('detail' in outcome ? outcome.detail : undefined),
    request: textOf(outcome.request),
    answer: textOf('answer' in outcome ? outcome.answer : undefined),
    receipt: receipt === undefined ? null : Buffer.from(receipt.subarray(0, mostReceiptBytes)),
    latency: Math.round(latencyMs),
  };
}

/** PostgreSQL keeps no zero characters in texts. */
function textOf(text: string | undefined): string | null {
  return text === undefined ? null : text.replaceAll('\u0000', '').slice(0, mostText);
}
