import { deliveriesChannel, type SqlRunner } from '#libs/journal';

/** Whoever has mended an endpoint need not wait: the breaker closes, and what waits is due at once. A pause stays. */
export async function wakeDestination(runner: SqlRunner, destination: string): Promise<void> {
  await runner.query(
    `UPDATE destination_state SET breaker = 'closed', failures = 0, openings = 0, rest_until = NULL WHERE destination = $1`,
    [destination],
  );
  await runner.query(
    `UPDATE delivery_queue SET due_at = now() WHERE destination = $1 AND state = 'waiting' AND due_at > now()`,
    [destination],
  );
  await runner.query(`SELECT pg_notify('${deliveriesChannel}', '')`);
}
