import type { DataSource } from 'typeorm';
import type { AuditLog } from '#libs/audit';
import { canonicalOfEvent, verdictTypes } from './event-type.js';
import { destinationOf, type WebhookSubscription } from './subscription.entity.js';
import { isWanted, nameOf } from './subscription-index.js';
import { ToldBefore, type TimeRange } from './told-before.js';
import { deliver, deliveryOf, isAllowed, type HearingRights } from './webhook-events.js';
import type { WebhookEvent } from './webhook-event.js';

export interface ReplayRequest extends TimeRange {
  /** Of those that the subscription is about; all of them when absent. */
  readonly types?: readonly string[];
  /** Only counts. */
  readonly isDryRun: boolean;
}

export interface Replayed {
  readonly events: number;
  /** There are more than one replay may have; the next begins at the receipt of the first that was left out, ISO 8601. */
  readonly continueFrom?: string;
}

export const mostReplayed = 5_000;

/** After a replay the subscription has to wait so long for the next. */
export const replayEveryMs = 60_000;

/** The subscription was replayed a moment ago. */
export class TooSoon extends Error {}

/**
 * Sends events of a time range again to one subscription, by its terms and its partner's rights as they are now: also what was missed
 * while it was disabled. They keep their ids, so the receiver knows what it has already; deliveries and attempts are new.
 */
export class Replays {
  private readonly told: ToldBefore;

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly configuration: () => HearingRights,
    private readonly publicUrl: string,
  ) {
    this.told = new ToldBefore(dataSource);
  }

  /** @throws TooSoon */
  async replay(subscription: WebhookSubscription, request: ReplayRequest, actor: string): Promise<Replayed> {
    if (!request.isDryRun) await this.takeTurn(subscription);
    const replayed = await this.run(subscription, request);
    const { fromMs, toMs, types, isDryRun } = request;
    if (!isDryRun) {
      const range = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), types };
      const subject = destinationOf(subscription.id);
      await this.audit.append({
        actor,
        action: 'webhook.replay',
        subject,
        detail: { ...range, ...replayed },
      });
    }
    return replayed;
  }

  private async run(subscription: WebhookSubscription, request: ReplayRequest): Promise<Replayed> {
    let events = 0;
    for await (const page of this.pages(subscription, request)) {
      const wanted = this.wantedOf(page, subscription);
      const taken = wanted.slice(0, mostReplayed - events);
      if (!request.isDryRun) {
        const deliveries = taken.map((event) => deliveryOf(event, subscription, this.publicUrl));
        await this.dataSource.transaction((manager) => deliver(manager, deliveries));
      }
      events += taken.length;
      if (taken.length < wanted.length) return { events, continueFrom: wanted[taken.length]!.time };
    }
    return { events };
  }

  private async *pages(
    { partner, types: subscribed }: WebhookSubscription,
    request: ReplayRequest,
  ): AsyncIterable<WebhookEvent[]> {
    const types = subscribed.filter((type) => request.types?.includes(type) ?? true);
    const canonical = types.flatMap((type) => canonicalOfEvent(type) ?? []);
    yield* this.told.canonicals(canonical, request, (schema) => this.configuration().canonical(schema));
    if (!Object.values(verdictTypes).some((type) => types.includes(type))) return;
    for await (const page of this.told.verdictsOf(partner, request))
      yield page.filter(({ type }) => types.includes(type));
  }

  private wantedOf(page: readonly WebhookEvent[], { partner, keys }: WebhookSubscription): WebhookEvent[] {
    const { routing } = this.configuration();
    const wanted = { keys: new Set(keys.map(nameOf)) };
    return page.filter((event) => isWanted(wanted, event) && isAllowed(partner, event, routing));
  }

  private async takeTurn({ id }: WebhookSubscription): Promise<void> {
    const [taken] = await this.dataSource.query<[unknown[], number]>(
      `UPDATE webhook_subscription SET replayed_at = now()
       WHERE id = $1 AND (replayed_at IS NULL OR replayed_at < now() - interval '${replayEveryMs} milliseconds') RETURNING 1`,
      [id],
    );
    if (taken.length === 0) throw new TooSoon(id);
  }
}
