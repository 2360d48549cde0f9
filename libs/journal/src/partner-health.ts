import type { DataSource } from 'typeorm';
import { receiptTimeOf } from '#libs/journey';
import { firstIdAt } from './partitions.js';

/** How the traffic with one partner went in the last hours. */
export interface PartnerHealth {
  readonly partner: string;
  /** ISO 8601; null when nothing came within the hours looked at. */
  readonly lastReceivedAt: string | null;
  readonly received: number;
  readonly accepted: number;
  readonly tested: number;
  readonly refused: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly parked: number;
  /** Still on their way. */
  readonly backlog: number;
  /** Of what goes to this partner: messages and acknowledgements. */
  readonly deliveriesPending: number;
  readonly deliveriesFailed: number;
}

interface TrafficRow {
  readonly partner: string;
  readonly last: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** Reads what came from and went to each partner since a moment (milliseconds since 1970); records of batches count one by one. */
export async function readPartnerHealth(
  dataSource: DataSource,
  partners: readonly string[],
  sinceMs: number,
): Promise<PartnerHealth[]> {
  const traffic = await dataSource.query<TrafficRow[]>(
    `SELECT sender AS partner, max(last) AS last, json_object_agg(state, count) AS counts FROM (
       SELECT sender, state, count(*)::int AS count, max(id::text) AS last
       FROM message WHERE id >= $1 AND sender IS NOT NULL AND state <> 'split' GROUP BY sender, state
     ) counted GROUP BY sender`,
    [firstIdAt(sinceMs)],
  );
  const deliveries = await dataSource.query<{ partner: string; pending: number; failed: number }[]>(
    `SELECT partner, count(*) FILTER (WHERE state = 'pending')::int AS pending,
       count(*) FILTER (WHERE state = 'failed')::int AS failed
     FROM delivery WHERE id >= $1 AND destination !~ '_test$' GROUP BY partner`,
    [firstIdAt(sinceMs)],
  );
  return partners.map((partner) => {
    const row = traffic.find((one) => one.partner === partner);
    const out = deliveries.find((one) => one.partner === partner);
    const count = (state: string): number => row?.counts[state] ?? 0;
    return {
      partner,
      lastReceivedAt: row === undefined ? null : receiptTimeOf(row.last),
      received: Object.values(row?.counts ?? {}).reduce((sum, one) => sum + one, 0),
      accepted: count('accepted'),
      tested: count('tested'),
      refused: count('refused'),
      duplicate: count('duplicate'),
      quarantined: count('quarantined'),
      parked: count('parked'),
      backlog: count('received'),
      deliveriesPending: out?.pending ?? 0,
      deliveriesFailed: out?.failed ?? 0,
    };
  });
}
