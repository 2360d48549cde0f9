import type { DataSource } from 'typeorm';
import { webhookChannel, type Channel } from '#libs/channels';
import { purgeWaiting } from './purge-waiting.js';
import { secretNameOf, subscriptionOf, WebhookSubscription } from './subscription.entity.js';

/** How deliveries to subscriptions are sent; in the shape that libs/deliveries asks for. */
export interface WebhookDestination {
  readonly destination: string;
  readonly partner: string;
  readonly channel: Channel;
  readonly settings: object;
  readonly order: 'key';
  readonly retry: typeof retry;
  readonly messageType: string;
}

/** Three days, as the standard recommends a schedule of several. */
const retry = {
  maxAgeMs: 3 * 86_400_000,
  firstDelayMs: 5_000,
  maxDelayMs: 3_600_000,
  attemptTimeoutMs: 25_000,
} as const;

/** How a subscription is reached; what is held while it is not active. Undefined for destinations that are none. */
export function webhookDestinations(
  dataSource: DataSource,
): (destination: string) => Promise<WebhookDestination | { readonly held: string } | undefined> {
  return async (destination) => {
    const id = subscriptionOf(destination);
    if (id === undefined) return undefined;
    const found = await dataSource.manager.findOneBy(WebhookSubscription, { id });
    if (found === null) {
      // made by a worker that had not heard of it yet, or under way at that moment
      await purgeWaiting(dataSource, destination);
      return { held: 'the subscription was removed' };
    }
    if (found.state !== 'active') return { held: `the subscription is ${found.state}` };
    const { partner, url } = found;
    const settings = { url, secret: secretNameOf(id) };
    const messageType = 'cloudevents/1.0';
    return { destination, partner, channel: webhookChannel, settings, order: 'key', retry, messageType };
  };
}
