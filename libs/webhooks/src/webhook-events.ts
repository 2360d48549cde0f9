import { v7 as newId } from 'uuid';
import { insertDeliveries, sendOff, type DeliveryRow, type SqlRunner } from '#libs/journal';
import { orderKeyOf, type SettledOutcome } from '#libs/journey';
import { mayHear, type RoutingTable } from '#libs/routing';
import { cloudEvent, cloudEventsType } from './cloud-event.js';
import { destinationOf } from './subscription.entity.js';
import { isWanted, type ActiveSubscription, type SubscriptionIndex } from './subscription-index.js';
import { eventsOf, type Definitions, type WebhookEvent } from './webhook-event.js';

/** What of the configuration decides who hears of what. */
export interface HearingRights {
  readonly routing: RoutingTable;
  readonly canonical: Definitions;
}

/**
 * Makes deliveries of what subscribers want to hear, in the transaction that makes it true. A partner hears of its own messages,
 * and of others' what its file grants at this moment, whatever it has subscribed to.
 */
export class WebhookEvents {
  constructor(
    private readonly index: SubscriptionIndex,
    private readonly configuration: () => HearingRights,
    private readonly publicUrl: string,
  ) {}

  /** @param runner of the transaction in which the outcomes are written */
  async recorded(runner: SqlRunner, outcomes: readonly SettledOutcome[]): Promise<void> {
    const subscriptions = await this.index.current();
    if (subscriptions.size === 0) return;
    const configuration = this.configuration();
    const { routing } = configuration;
    const deliveries = outcomes
      .flatMap((outcome) => eventsOf(outcome, (schema) => configuration.canonical(schema)))
      .flatMap((event) =>
        (subscriptions.get(event.type) ?? [])
          .filter((one) => isWanted(one, event) && isAllowed(one.partner, event, routing))
          .map((one) => deliveryOf(event, one, this.publicUrl)),
      );
    await deliver(runner, deliveries);
  }
}

/** May the partner hear of the event by the configuration as it is now? */
export function isAllowed(partner: string, event: WebhookEvent, routing: RoutingTable): boolean {
  if (event.canonical === undefined) return event.sender === partner;
  const known = routing.partner(partner);
  return known !== undefined && mayHear(known, { ...event.canonical, sender: event.sender });
}

/** An event on its way to one subscription. Events about the same thing keep their order. */
export function deliveryOf(
  event: WebhookEvent,
  { id, partner }: Pick<ActiveSubscription, 'id' | 'partner'>,
  publicUrl: string,
): DeliveryRow {
  return {
    id: newId(),
    messageId: event.messageId,
    ordinal: event.ordinal,
    kind: 'message',
    destination: destinationOf(id),
    partner,
    contentType: cloudEventsType,
    bytes: cloudEvent(event, publicUrl),
    issues: [],
    trace: event.trace,
    way: 'sent',
    orderKey: orderKeyOf(event.keys) ?? event.messageId,
  };
}

export async function deliver(runner: SqlRunner, deliveries: readonly DeliveryRow[]): Promise<void> {
  if (deliveries.length === 0) return;
  await insertDeliveries(runner, deliveries);
  await sendOff(runner, deliveries);
}
