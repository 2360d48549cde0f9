import type { DataSource, EntityManager } from 'typeorm';
import type { AuditLog } from '#libs/audit';
import { deliveriesChannel } from '#libs/journal';

/** Who wants it, and why. */
export interface Order {
  readonly actor: string;
  readonly reason: string;
}

/** What is to be taken off: what waits, of a destination that is held back, or what has failed or expired. */
export type PurgeScope = 'backlog' | 'failed';

export type PurgeOutcome =
  | { readonly kind: 'counted' | 'purged'; readonly count: number }
  /** There are not as many as the person has seen. */
  | { readonly kind: 'changed'; readonly count: number }
  | { readonly kind: 'not-held-back' };

/** While it was held back, its deliveries did not grow older. */
const shiftClocks = (since: string): string =>
  `UPDATE delivery_queue q SET clock_from = q.clock_from + (now() - greatest(${since}, q.clock_from)), due_at = least(q.due_at, now())`;

const purgeOf: Record<PurgeScope, { readonly count: string; readonly remove: string }> = {
  backlog: {
    count: `SELECT count(*)::int AS count FROM delivery_queue WHERE destination = $1 AND state <> 'sending'`,
    remove: `WITH gone AS (DELETE FROM delivery_queue WHERE destination = $1 AND state <> 'sending' RETURNING delivery_id)
      UPDATE delivery d SET state = 'purged', state_at = now() FROM gone WHERE d.id = gone.delivery_id`,
  },
  failed: {
    count: `SELECT count(*)::int AS count FROM delivery WHERE destination = $1 AND state IN ('failed', 'expired')`,
    remove: `UPDATE delivery SET state = 'purged', state_at = now() WHERE destination = $1 AND state IN ('failed', 'expired')`,
  },
};

/** What people do with destinations. Each is in the audit log, in the transaction that does it. */
export class DestinationControl {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Pick<AuditLog, 'append'>,
  ) {}

  /** Nothing more is sent; what is under way ends. @returns false when nobody knows the destination */
  pause(destination: string, order: Order): Promise<boolean> {
    return this.change('destination.pause', destination, order, async (manager) => {
      const [, count] = await manager.query<[unknown, number]>(
        `UPDATE destination_state SET paused_at = coalesce(paused_at, now()), paused_by = $2, paused_reason = $3
         WHERE destination = $1`,
        [destination, order.actor, order.reason],
      );
      return count > 0;
    });
  }

  /** It goes on at once: pause, switching off, breaker and waiting times end. Its partner's pause does not. */
  resume(destination: string, order: Order): Promise<boolean> {
    return this.change('destination.resume', destination, order, async (manager) => {
      const [found] = await manager.query<unknown[]>(
        'SELECT 1 FROM destination_state WHERE destination = $1 FOR UPDATE',
        [destination],
      );
      await manager.query(
        `${shiftClocks('coalesce(s.paused_at, s.switched_off_at, now())')} FROM destination_state s
         WHERE s.destination = $1 AND q.destination = $1 AND q.state = 'waiting'`,
        [destination],
      );
      await manager.query(
        `UPDATE destination_state SET paused_at = NULL, paused_by = NULL, paused_reason = NULL, switched_off_at = NULL,
           switched_off_reason = NULL, breaker = 'closed', failures = 0, openings = 0, rest_until = NULL
         WHERE destination = $1`,
        [destination],
      );
      return found !== undefined;
    });
  }

  /** Pauses all destinations of a partner, those to come as well. */
  pausePartner(partner: string, order: Order): Promise<boolean> {
    return this.change('partner.pause', partner, order, async (manager) => {
      await manager.query(
        `INSERT INTO partner_pause (partner, paused_by, reason) VALUES ($1, $2, $3)
         ON CONFLICT (partner) DO UPDATE SET paused_by = excluded.paused_by, reason = excluded.reason`,
        [partner, order.actor, order.reason],
      );
      return true;
    });
  }

  /** @returns false when the partner is not paused */
  resumePartner(partner: string, order: Order): Promise<boolean> {
    return this.change('partner.resume', partner, order, async (manager) => {
      await manager.query(
        `${shiftClocks('p.paused_at')} FROM partner_pause p
         WHERE p.partner = $1 AND q.partner = $1 AND q.state = 'waiting'`,
        [partner],
      );
      const [, count] = await manager.query<[unknown, number]>(
        'DELETE FROM partner_pause WHERE partner = $1',
        [partner],
      );
      return count > 0;
    });
  }

  /**
   * Takes deliveries off; their bytes stay in the journal as long as anything does, and each can be sent again by hand. Without
   * `expected` it only counts; with it, it purges exactly so many or nothing.
   */
  purge(destination: string, scope: PurgeScope, order: Order & { expected?: number }): Promise<PurgeOutcome> {
    return this.dataSource.transaction(async (manager): Promise<PurgeOutcome> => {
      const [state] = await manager.query<{ isHeld: boolean }[]>(
        `SELECT s.paused_at IS NOT NULL OR s.switched_off_at IS NOT NULL
           OR EXISTS (SELECT FROM partner_pause p WHERE p.partner = s.partner) AS "isHeld"
         FROM destination_state s WHERE s.destination = $1 FOR UPDATE`,
        [destination],
      );
      if (scope === 'backlog' && state?.isHeld !== true) return { kind: 'not-held-back' };
      const { count: countSql, remove } = purgeOf[scope];
      const [{ count } = { count: 0 }] = await manager.query<{ count: number }[]>(countSql, [destination]);
      if (order.expected === undefined) return { kind: 'counted', count };
      if (order.expected !== count) return { kind: 'changed', count };
      await manager.query(remove, [destination]);
      const { actor, reason } = order;
      const detail = { scope, count, reason };
      await this.audit.append({ actor, action: 'destination.purge', subject: destination, detail }, manager);
      return { kind: 'purged', count };
    });
  }

  private change(
    action: string,
    subject: string,
    { actor, reason }: Order,
    work: (manager: EntityManager) => Promise<boolean>,
  ): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const isChanged = await work(manager);
      if (!isChanged) return false;
      await this.audit.append({ actor, action, subject, detail: { reason } }, manager);
      await manager.query(`SELECT pg_notify('${deliveriesChannel}', '')`);
      return true;
    });
  }
}
