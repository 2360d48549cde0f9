/**
 * Webhooks: what partners have subscribed to, and the events that are made for them. An event tells of a canonical message, or of what
 * became of a message of the partner's own. It is made in the transaction that makes it true, as a delivery to `webhook/<subscription>`; the
 * deliveries send it, over the channel `webhook`, which signs it. A subscription is
 *
 *   pending ──challenge echoed──→ active ──410 of its endpoint, or by hand──→ disabled
 *      ↑                            │                                            │
 *      └── another address ─────────┴─────────── wanted again ───────────────────┘
 */
export { cloudEventsType, wholeCloudEvent } from './cloud-event.js';
export { Endpoints, type Knock } from './endpoint.js';
export { canonicalEventType, verdictTypes } from './event-type.js';
export { Webhooks1700000000340 } from './migrations/1700000000340-webhooks.js';
export { Replays, replayEveryMs, TooSoon, type Replayed, type ReplayRequest } from './replay.js';
export { destinationOf, WebhookSubscription, type SubscriptionState } from './subscription.entity.js';
export { SubscriptionIndex, subscriptionsChannel } from './subscription-index.js';
export {
  AnotherRevision,
  Subscriptions,
  TooManySubscriptions,
  type Challenged,
  type SubscriptionChange,
  type WantedSubscription,
} from './subscriptions.js';
export { ToldBefore } from './told-before.js';
export { webhookDestinations, type WebhookDestination } from './webhook-destination.js';
export { isAllowed, WebhookEvents, type HearingRights } from './webhook-events.js';
