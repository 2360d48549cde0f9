import type { DataSource } from 'typeorm';
import type { BusinessKey } from '#libs/journey';
import type { WebhookEvent } from './webhook-event.js';

/** What is known of a subscription while events are looked at. */
export interface ActiveSubscription {
  readonly id: string;
  readonly partner: string;
  readonly keys: ReadonlySet<string>;
}

/** Listeners of this channel are told when subscriptions have changed. */
export const subscriptionsChannel = 'bianzu_webhooks';

interface Row {
  readonly id: string;
  readonly partner: string;
  readonly types: readonly string[];
  readonly keys: readonly BusinessKey[];
}

/**
 * The active subscriptions, in memory: whether anybody wants an event costs no question to the database. What others change is
 * known when it is told on `subscriptionsChannel`, or at the next `refresh`.
 */
export class SubscriptionIndex {
  private byType: Promise<ReadonlyMap<string, readonly ActiveSubscription[]>> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  /** Forgets what it knows; the next question reads anew. */
  refresh(): void {
    this.byType = undefined;
  }

  /** Subscriptions by the type of event that they want. */
  async current(): Promise<ReadonlyMap<string, readonly ActiveSubscription[]>> {
    const asked = (this.byType ??= this.read());
    try {
      return await asked;
    } catch (error) {
      if (this.byType === asked) this.byType = undefined;
      throw error;
    }
  }

  private async read(): Promise<ReadonlyMap<string, readonly ActiveSubscription[]>> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT w.id, w.partner, w.types, w.keys FROM webhook_subscription w
       LEFT JOIN destination_state s ON s.destination = 'webhook/' || w.id
       WHERE w.state = 'active' AND s.switched_off_at IS NULL ORDER BY w.id`,
    );
    const byType = new Map<string, ActiveSubscription[]>();
    for (const { id, partner, types, keys } of rows) {
      const subscription = { id, partner, keys: new Set(keys.map(nameOf)) };
      for (const type of types) byType.set(type, [...(byType.get(type) ?? []), subscription]);
    }
    return byType;
  }
}

/** Is the event about something that the subscription asks for? */
export function isWanted({ keys }: Pick<ActiveSubscription, 'keys'>, event: WebhookEvent): boolean {
  return keys.size === 0 || event.keys.some((key) => keys.has(nameOf(key)));
}

export function nameOf({ type, value }: BusinessKey): string {
  return `${type}\n${value}`;
}
