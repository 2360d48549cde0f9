import { Inject, Injectable } from '@nestjs/common';
import { allowedUrl, forbiddenWords } from '#libs/channels';
import type { Principal } from '#libs/partners';
import type { Partner } from '#libs/routing';
import { LiveConfiguration, type Settings } from '#libs/runtime';
import { Subscriptions, type WebhookSubscription } from '#libs/webhooks';
import type { RequestError } from '../conventions/schema-errors.js';
import { faultWords, problem } from '../problem.js';
import { SETTINGS } from '../tokens.js';
import { eventTypesFor } from './event-types.js';

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Who may do what with which subscription, and what one may ask for. */
@Injectable()
export class SubscriptionAccess {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly configuration: LiveConfiguration,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Whose subscriptions the caller sees; undefined for all. */
  partnersOf({ id, scopes, partners }: Principal): readonly string[] | undefined {
    return scopes.includes('operations') ? partners : [id];
  }

  /** The caller as the partner that it is; nobody else has subscriptions. @throws problem `forbidden` */
  partner({ id }: Principal): Partner {
    const partner = this.configuration.current.routing.partner(id);
    if (partner === undefined) throw problem('forbidden');
    return partner;
  }

  /** @throws problem `not-found`, also when there is one that is not the caller's */
  async visible(caller: Principal, id: string): Promise<WebhookSubscription> {
    const found = uuid.test(id) ? await this.subscriptions.find(id) : undefined;
    const seen = this.partnersOf(caller);
    if (found === undefined || (seen !== undefined && !seen.includes(found.partner)))
      throw problem('not-found');
    return found;
  }

  /** @throws problem `bad-request` with everything that the partner may not ask for */
  demandAllowed(partnerId: string, { url, types = [] }: { url?: string; types?: readonly string[] }): void {
    const partner = this.configuration.current.routing.partner(partnerId);
    const known = partner === undefined ? [] : eventTypesFor(partner, this.configuration.current);
    const errors = types.flatMap((type, index): RequestError[] =>
      known.some((one) => one.type === type) ? [] : [{ pointer: `#/types/${index}`, ...notForYou }],
    );
    const target = url === undefined ? undefined : allowedUrl(url, this.settings.outbound);
    if (typeof target === 'string') {
      const { zh, en } = forbiddenWords[target];
      errors.push({ pointer: '#/url', ...faultWords(zh, en) });
    }
    if (errors.length > 0) throw problem('bad-request', { errors });
  }
}

const notForYou = faultWords(
  '没有此事件，或协议未授权。',
  'there is no such event, or it is not granted to you',
);
