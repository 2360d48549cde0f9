import type { DataSource } from 'typeorm';
import { destinationOf } from '#libs/webhooks';
import type { AttemptRow } from './subscription.views.js';

/** Deliveries to a subscription with their attempts, the latest delivery first; one that was not tried yet has one row without an attempt. */
export async function attemptsOf(
  dataSource: DataSource,
  subscriptionId: string,
  before: string | undefined,
  limit: number,
): Promise<{ attempts: AttemptRow[]; next: string | null }> {
  const deliveries = await dataSource.query<(Delivery & { bytes: Buffer })[]>(
    `SELECT id AS "deliveryId", message_id AS "messageId", state, bytes FROM delivery
     WHERE destination = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [destinationOf(subscriptionId), before ?? null, limit],
  );
  const attempts = await dataSource.query<Attempt[]>(
    `SELECT delivery_id AS "deliveryId", number, at, outcome, detail, answer, latency_ms AS "latencyMs" FROM delivery_attempt
     WHERE delivery_id = ANY($1::uuid[]) ORDER BY number DESC`,
    [deliveries.map(({ deliveryId }) => deliveryId)],
  );
  const rows = deliveries.flatMap(({ bytes, ...delivery }) => {
    const { id, type } = JSON.parse(bytes.toString('utf8')) as AttemptRow['event'];
    const tried = attempts.filter(({ deliveryId }) => deliveryId === delivery.deliveryId);
    return (tried.length === 0 ? [notTried] : tried).map((one) => ({
      ...one,
      ...delivery,
      event: { id, type },
    }));
  });
  return { attempts: rows, next: deliveries.length < limit ? null : deliveries.at(-1)!.deliveryId };
}

type Delivery = Pick<AttemptRow, 'deliveryId' | 'messageId' | 'state'>;
type Attempt = Pick<AttemptRow, 'number' | 'at' | 'outcome' | 'detail' | 'answer' | 'latencyMs'> & {
  readonly deliveryId: string;
};

const notTried = { number: null, at: null, outcome: null, detail: null, answer: null, latencyMs: null };
