import type { DataSource } from 'typeorm';
import { deliveryLines } from '#libs/journal';
import { inMs, nowSql, type Clock } from './clock.js';
import { runNamed } from './named-sql.js';

/** A destination that this process may send to, until somebody else may: the fence tells one holding from the next. */
export interface Claim {
  readonly destination: string;
  readonly partner: string;
  readonly fence: string;
}

/** Is held back by hand, or switched off because its partner wants nothing more. */
export const isHeldBack = `(s.paused_at IS NOT NULL OR s.switched_off_at IS NOT NULL
  OR EXISTS (SELECT FROM partner_pause p WHERE p.partner = s.partner))`;

/** The oldest delivery of each line of the destination `s`. */
export const headsOfLines = `generate_series(0, ${deliveryLines - 1}) AS n(line) CROSS JOIN LATERAL (
  SELECT q.seq, q.state, q.due_at FROM delivery_queue q
  WHERE q.destination = s.destination AND q.line = n.line AND q.state IN ('waiting', 'sending') ORDER BY q.seq LIMIT 1) head`;

/** Takes destinations in which something is due and that nobody holds; the one that was served longest ago comes first. */
const claimDue = `
  WITH due AS (
    SELECT s.destination FROM destination_state s
    WHERE s.destination <> ALL(:held::text[]) AND (s.lease_until IS NULL OR s.lease_until <= ${nowSql})
      AND (s.rest_until IS NULL OR s.rest_until <= ${nowSql}) AND NOT ${isHeldBack}
      AND EXISTS (SELECT FROM ${headsOfLines} WHERE head.state = 'sending' OR head.due_at <= ${nowSql})
    ORDER BY s.lease_until NULLS FIRST LIMIT :count FOR UPDATE OF s SKIP LOCKED)
  UPDATE destination_state s SET owner = :owner, fence = s.fence + 1, lease_until = ${inMs(':lease')}
  FROM due WHERE s.destination = due.destination RETURNING s.destination, s.partner, s.fence`;

/** What the holder before had under way when it went: nobody knows how it ended, so it is repeated with the same id. */
const giveBackUnderWay = `
  WITH back AS (
    UPDATE delivery_queue SET state = 'waiting', due_at = ${nowSql}
    WHERE destination = ANY(:destinations::text[]) AND state = 'sending' RETURNING delivery_id, attempt_id)
  UPDATE delivery_attempt a SET outcome = 'interrupted', detail = 'the worker went away before it knew the answer'
  FROM back WHERE a.delivery_id = back.delivery_id AND a.attempt_id = back.attempt_id AND a.outcome = 'sending'`;

const renewed = `
  UPDATE destination_state s SET lease_until = ${inMs(':lease')}
  FROM unnest(:destinations::text[], :fences::bigint[]) AS mine(destination, fence)
  WHERE s.destination = mine.destination AND s.fence = mine.fence AND s.owner = :owner AND s.lease_until > ${nowSql}
  RETURNING s.destination`;

const released = `
  UPDATE destination_state SET owner = NULL, lease_until = ${nowSql},
    rest_until = CASE WHEN :rest::float8 IS NULL THEN rest_until ELSE ${inMs(':rest')} END,
    last_failure = coalesce(:reason::text, last_failure)
  WHERE destination = :destination AND owner = :owner AND fence = :fence`;

/** Which worker may send to which destination: a lease in the database for each, renewed while its holder lives. */
export class Claims {
  constructor(
    private readonly dataSource: DataSource,
    readonly owner: string,
    private readonly clock: Clock,
    /** How long a destination stays with a worker of which nothing is heard. */
    readonly leaseMs: number,
  ) {}

  /** Destinations with something due, at most `count`, without those in `held`. */
  async due(held: readonly string[], count: number): Promise<Claim[]> {
    const claims = await this.run<Claim>(claimDue, { held, count });
    const destinations = claims.map(({ destination }) => destination);
    if (claims.length > 0) await this.run(giveBackUnderWay, { destinations });
    return claims;
  }

  /** Prolongs the leases of this process. @returns the destinations that it still has */
  async renew(claims: readonly Claim[]): Promise<ReadonlySet<string>> {
    const destinations = claims.map(({ destination }) => destination);
    const fences = claims.map(({ fence }) => fence);
    const rows = await this.run<{ destination: string }>(renewed, { destinations, fences });
    return new Set(rows.map(({ destination }) => destination));
  }

  /** Lets go of a destination. With `rest` nobody takes it before that, and people see why. */
  async release(claim: Claim, rest?: { readonly ms: number; readonly reason: string }): Promise<void> {
    await this.run(released, { ...claim, rest: rest?.ms, reason: rest?.reason });
  }

  private run<Row>(sql: string, values: Record<string, unknown>): Promise<Row[]> {
    const { owner, clock, leaseMs: lease } = this;
    return runNamed<Row>(this.dataSource, sql, { ahead: clock.aheadMs, owner, lease, ...values });
  }
}
