import type { DataSource } from 'typeorm';

/** What became of the messages of one sender. Records of a batch count one by one, the batch itself does not. */
export interface SenderBalance {
  /** Partner id; null for senders that nobody knows. */
  readonly sender: string | null;
  /** Messages that the intake has answered for: whole ones, and records found in batches. */
  readonly received: number;
  readonly accepted: number;
  /** Valid, and without effect because they were tests. */
  readonly tested: number;
  readonly refused: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly parked: number;
  /** Still on their way; a batch that is being read counts as one. */
  readonly pending: number;
}

/**
 * The balance per sender: received = accepted + tested + refused + duplicate + quarantined + parked + pending. The two sides come
 * from different facts: what was received from the intake's payloads and the batches' record counts, what became of it
 * from the states.
 */
export async function balances(dataSource: DataSource): Promise<SenderBalance[]> {
  return dataSource.query<SenderBalance[]>(`
    WITH arrived AS (
      SELECT m.sender,
        sum(CASE WHEN m.state = 'split' OR m.record_count > 0 THEN m.record_count ELSE 1 + CASE WHEN m.state = 'received' THEN m.records_done ELSE 0 END END)::int
          AS received
      FROM message m WHERE m.parent_id IS NULL GROUP BY 1
    ), became AS (
      SELECT sender,
        count(*) FILTER (WHERE state = 'accepted')::int AS accepted,
        count(*) FILTER (WHERE state = 'tested')::int AS tested,
        count(*) FILTER (WHERE state = 'refused')::int AS refused,
        count(*) FILTER (WHERE state = 'duplicate')::int AS duplicate,
        count(*) FILTER (WHERE state = 'quarantined')::int AS quarantined,
        count(*) FILTER (WHERE state = 'parked')::int AS parked,
        count(*) FILTER (WHERE state = 'received')::int AS pending
      FROM message WHERE parent_id IS NOT NULL OR coalesce(record_count, 0) = 0 GROUP BY 1
    )
    SELECT became.*, coalesce(arrived.received, 0) AS received
    FROM became LEFT JOIN arrived ON arrived.sender IS NOT DISTINCT FROM became.sender ORDER BY became.sender`);
}
