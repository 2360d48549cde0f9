import type { DataSource } from 'typeorm';
import { isHeldBack } from './claims.js';
import { nowSql, systemClock, type Clock } from './clock.js';
import { runNamed } from './named-sql.js';

/** A destination at this moment, for those who watch it. */
export interface DestinationReading {
  readonly destination: string;
  readonly partner: string;
  readonly waiting: number;
  readonly sending: number;
  readonly awaitingReceipt: number;
  readonly offered: number;
  /** 0 when nothing waits. */
  readonly oldestAgeSeconds: number;
  readonly breaker: 'closed' | 'half-open' | 'open';
  /** By hand, with its whole partner, or because the partner wants nothing more. */
  readonly isHeldBack: boolean;
}

const readings = `
  SELECT s.destination, s.partner, coalesce(b.waiting, 0)::int AS waiting, coalesce(b.sending, 0)::int AS sending,
    coalesce(b.receipt, 0)::int AS "awaitingReceipt", coalesce(b.offered, 0)::int AS offered,
    greatest(0, coalesce(extract(epoch FROM ${nowSql} - b.oldest), 0))::float8 AS "oldestAgeSeconds",
    s.breaker, ${isHeldBack} AS "isHeldBack"
  FROM destination_state s LEFT JOIN (
    SELECT q.destination, count(*) FILTER (WHERE q.state = 'waiting') AS waiting,
      count(*) FILTER (WHERE q.state = 'sending') AS sending, count(*) FILTER (WHERE q.state = 'awaiting-receipt') AS receipt,
      count(*) FILTER (WHERE q.state = 'offered') AS offered, min(q.queued_at) AS oldest
    FROM delivery_queue q GROUP BY q.destination) b ON b.destination = s.destination`;

/** All destinations that something was ever queued for. One look at the queue, none at what has ended. */
export async function readDestinations(
  dataSource: DataSource,
  clock: Clock = systemClock,
): Promise<DestinationReading[]> {
  return runNamed<DestinationReading>(dataSource, readings, { ahead: clock.aheadMs });
}
