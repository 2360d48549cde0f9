import type { SqlRunner } from '#libs/journal';

/** Takes what waits for a destination off the queue; what is under way may end. @returns how much it was */
export async function purgeWaiting(runner: SqlRunner, destination: string): Promise<number> {
  const [purged] = (await runner.query(
    `WITH gone AS (DELETE FROM delivery_queue WHERE destination = $1 AND state <> 'sending' RETURNING delivery_id)
     UPDATE delivery SET state = 'purged', state_at = now() FROM gone WHERE delivery.id = gone.delivery_id RETURNING 1`,
    [destination],
  )) as [unknown[], number];
  return purged.length;
}
