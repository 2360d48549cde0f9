import type { DataSource } from 'typeorm';
import { Delivery, DeliveryAttempt, type DeliveryState } from '#libs/journal';
import { nowSql } from './clock.js';
import { runNamed } from './named-sql.js';

/** Which deliveries are wanted; all of what is given must hold. */
export interface DeliveryFilter {
  readonly destination?: string;
  readonly partner?: string;
  readonly state?: DeliveryState;
  readonly messageId?: string;
  readonly kind?: Delivery['kind'];
  /** Only deliveries of these partners. */
  readonly among?: readonly string[];
  /** Only those older than this one. */
  readonly beforeId?: string;
  readonly limit: number;
}

export type DeliverySummary = Omit<Delivery, 'bytes' | 'issues'>;

/** Where a delivery stands in the queue. */
export interface QueuePlace {
  readonly state: 'waiting' | 'sending' | 'awaiting-receipt' | 'offered';
  readonly attempts: number;
  /** Not before then; for a receipt or the lease of an inbox: until then. */
  readonly dueAt: Date;
  readonly queuedAt: Date;
}

export interface DeliveryDetails extends DeliverySummary {
  readonly attempts: readonly DeliveryAttempt[];
  /** Absent when nothing more is to be done. */
  readonly queue?: QueuePlace;
}

/** Reads deliveries for people. */
export class DeliveryQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest first. */
  async list(filter: DeliveryFilter): Promise<DeliverySummary[]> {
    const { destination, partner, state, messageId, kind, among, beforeId, limit } = filter;
    const query = this.dataSource
      .getRepository(Delivery)
      .createQueryBuilder('d')
      .select(summaryColumns.map((column) => `d.${column}`))
      .orderBy('d.id', 'DESC')
      .limit(limit);
    for (const [column, value] of Object.entries({ destination, partner, state, messageId, kind }))
      if (value !== undefined) query.andWhere(`d.${column} = :${column}`, { [column]: value });
    if (among !== undefined) query.andWhere('d.partner = ANY(:among)', { among });
    if (beforeId !== undefined) query.andWhere('d.id < :beforeId', { beforeId });
    return query.getMany();
  }

  async find(id: string): Promise<DeliverySummary | undefined> {
    const [found] = await this.dataSource
      .getRepository(Delivery)
      .find({ select: { ...allOf(summaryColumns) }, where: { id } });
    return found;
  }

  /** A delivery with all its attempts. */
  async details(id: string): Promise<DeliveryDetails | undefined> {
    const delivery = await this.find(id);
    if (delivery === undefined) return undefined;
    const attempts = await this.dataSource
      .getRepository(DeliveryAttempt)
      .find({ where: { deliveryId: id }, order: { number: 'ASC' } });
    const [queue] = await this.dataSource.query<QueuePlace[]>(
      `SELECT state, attempts, due_at AS "dueAt", queued_at AS "queuedAt" FROM delivery_queue WHERE delivery_id = $1`,
      [id],
    );
    return { ...delivery, attempts, ...(queue === undefined ? {} : { queue }) };
  }
}

const summaryColumns = [
  'id',
  'messageId',
  'ordinal',
  'kind',
  'destination',
  'partner',
  'mapping',
  'mappingVersion',
  'contentType',
  'state',
  'stateAt',
] as const satisfies readonly (keyof DeliverySummary)[];

function allOf<Name extends string>(names: readonly Name[]): Record<Name, true> {
  return Object.fromEntries(names.map((name) => [name, true])) as Record<Name, true>;
}

/** What is known of a destination from its traffic. */
export interface DestinationReport {
  readonly destination: string;
  readonly partner: string;
  readonly waiting: number;
  readonly sending: number;
  readonly awaitingReceipt: number;
  readonly offered: number;
  readonly oldestAt: Date | null;
  readonly failed: number;
  readonly breaker: 'closed' | 'open' | 'half-open';
  readonly failures: number;
  readonly restUntil: Date | null;
  readonly lastAcceptedAt: Date | null;
  readonly lastFailureAt: Date | null;
  readonly lastFailure: string | null;
  readonly pausedAt: Date | null;
  readonly pausedBy: string | null;
  readonly pausedReason: string | null;
  /** The whole partner is paused. */
  readonly partnerPausedAt: Date | null;
  readonly partnerPausedBy: string | null;
  readonly partnerPausedReason: string | null;
  readonly switchedOffAt: Date | null;
  readonly switchedOffReason: string | null;
}

const reports = `
  SELECT s.destination, s.partner, coalesce(b.waiting, 0)::int AS waiting, coalesce(b.sending, 0)::int AS sending,
    coalesce(b.receipt, 0)::int AS "awaitingReceipt", coalesce(b.offered, 0)::int AS offered, b.oldest AS "oldestAt",
    (SELECT count(*)::int FROM delivery d WHERE d.destination = s.destination AND d.state IN ('failed', 'expired')) AS failed,
    s.breaker, s.failures, CASE WHEN s.rest_until > ${nowSql} THEN s.rest_until END AS "restUntil",
    s.last_accepted_at AS "lastAcceptedAt", s.last_failure_at AS "lastFailureAt", s.last_failure AS "lastFailure",
    s.paused_at AS "pausedAt", s.paused_by AS "pausedBy", s.paused_reason AS "pausedReason",
    p.paused_at AS "partnerPausedAt", p.paused_by AS "partnerPausedBy", p.reason AS "partnerPausedReason",
    s.switched_off_at AS "switchedOffAt", s.switched_off_reason AS "switchedOffReason"
  FROM destination_state s LEFT JOIN partner_pause p ON p.partner = s.partner
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE q.state = 'waiting') AS waiting, count(*) FILTER (WHERE q.state = 'sending') AS sending,
      count(*) FILTER (WHERE q.state = 'awaiting-receipt') AS receipt, count(*) FILTER (WHERE q.state = 'offered') AS offered,
      min(q.queued_at) AS oldest
    FROM delivery_queue q WHERE q.destination = s.destination) b ON true
  WHERE (:destination::text IS NULL OR s.destination = :destination::text)
  ORDER BY s.destination`;

/** All destinations that something was ever queued for, or one of them. */
export async function destinationReports(
  dataSource: DataSource,
  destination?: string,
): Promise<DestinationReport[]> {
  return runNamed<DestinationReport>(dataSource, reports, { ahead: 0, destination });
}
