import { type DataSource, type EntityManager, In } from 'typeorm';
import { v7 as newId } from 'uuid';
import type { AuditLog } from '#libs/audit';
import { newSecret, type SignatureScheme } from '#libs/channels';
import { deliveriesChannel } from '#libs/journal';
import type { SecretStore } from '#libs/partners';
import type { Endpoints, Knock } from './endpoint.js';
import { purgeWaiting } from './purge-waiting.js';
import { destinationOf, secretNameOf, WebhookSubscription } from './subscription.entity.js';
import { subscriptionsChannel } from './subscription-index.js';

/** What may be said of a subscription by its partner. */
export interface WantedSubscription extends Pick<
  WebhookSubscription,
  'url' | 'types' | 'keys' | 'description'
> {
  readonly scheme: SignatureScheme;
}

export type SubscriptionChange = Partial<
  Pick<WebhookSubscription, 'url' | 'types' | 'keys' | 'description'>
> & {
  readonly state?: 'active' | 'disabled';
};

/** A challenge that was sent, and the subscription as it is after it. */
export interface Challenged {
  readonly subscription: WebhookSubscription;
  readonly challenge: Knock;
}

export const mostSubscriptions = 20;

/** The partner has as many subscriptions as one may have. */
export class TooManySubscriptions extends Error {}

/** It was changed by somebody else meanwhile. */
export class AnotherRevision extends Error {}

interface Parts {
  readonly dataSource: DataSource;
  readonly secrets: SecretStore;
  readonly audit: AuditLog;
  readonly endpoints: Endpoints;
}

const usualOverlapMs = 24 * 3_600_000;

/**
 * Subscriptions of partners: they begin as `pending`, become `active` when the endpoint has echoed a challenge, and are challenged anew
 * whenever they are to go somewhere else or have been disabled. Secrets are shown when they are made, and never again.
 */
export class Subscriptions {
  constructor(private readonly parts: Parts) {}

  /** @throws TooManySubscriptions */
  async create(
    partner: string,
    wanted: WantedSubscription,
    actor: string,
  ): Promise<Challenged & { readonly secret: string }> {
    const { secret, forReceiver } = newSecret(wanted.scheme);
    const id = newId();
    const { secrets } = this.parts;
    const { id: secretId } = await secrets.put(partner, secretNameOf(id), Buffer.from(secret), { actor });
    try {
      await this.insert(id, partner, wanted, actor);
    } catch (error) {
      await secrets.retire(secretId, actor);
      throw error;
    }
    return { ...(await this.challenge((await this.find(id))!, actor)), secret: forReceiver };
  }

  private async insert(
    id: string,
    partner: string,
    wanted: WantedSubscription,
    actor: string,
  ): Promise<void> {
    await this.parts.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`bianzu-webhooks ${partner}`]);
      if ((await manager.countBy(WebhookSubscription, { partner })) >= mostSubscriptions)
        throw new TooManySubscriptions(`${partner} has ${mostSubscriptions} subscriptions already`);
      const now = new Date();
      const facts = { revision: 1, createdAt: now, changedAt: now, replayedAt: null, reason: null };
      await manager.insert(WebhookSubscription, { ...wanted, ...facts, id, partner, state: 'pending' });
      await this.note(manager, 'webhook.create', id, actor, {
        partner,
        url: wanted.url,
        types: wanted.types,
      });
    });
  }

  /** In the order in which they were made. @param partners all when absent */
  async list(partners?: readonly string[]): Promise<WebhookSubscription[]> {
    const where = partners === undefined ? {} : { partner: In([...partners]) };
    const found = await this.parts.dataSource.manager.find(WebhookSubscription, {
      where,
      order: { id: 'ASC' },
    });
    return Promise.all(found.map((one) => this.asItStands(one)));
  }

  async find(id: string): Promise<WebhookSubscription | undefined> {
    const found = await this.parts.dataSource.manager.findOneBy(WebhookSubscription, { id });
    return found === null ? undefined : this.asItStands(found);
  }

  /**
   * @param revision that the change is based on
   * @throws AnotherRevision
   */
  async change(
    subscription: WebhookSubscription,
    { state, ...change }: SubscriptionChange,
    revision: number,
    actor: string,
  ): Promise<WebhookSubscription | Challenged> {
    const { id } = subscription;
    const isElsewhere = change.url !== undefined && change.url !== subscription.url;
    const isWanted = state === 'active' && subscription.state !== 'active';
    const next = state === 'disabled' ? 'disabled' : isElsewhere || isWanted ? 'pending' : subscription.state;
    const reason =
      state === 'disabled'
        ? `disabled by ${actor}`
        : next === subscription.state
          ? subscription.reason
          : null;
    await this.parts.dataSource.transaction(async (manager) => {
      const facts = { ...change, state: next, reason, revision: revision + 1, changedAt: new Date() };
      const { affected } = await manager.update(WebhookSubscription, { id, revision }, facts);
      if (affected === 0) throw new AnotherRevision(id);
      await this.note(manager, 'webhook.change', id, actor, { ...change, state: next });
    });
    const changed = (await this.find(id))!;
    return next === 'pending' ? this.challenge(changed, actor) : changed;
  }

  /** Asks the endpoint for an echo; with it the subscription is active. */
  async challenge(subscription: WebhookSubscription, actor: string): Promise<Challenged> {
    const { id, revision, url } = subscription;
    const { isEchoed, ...challenge } = await this.parts.endpoints.challenge(subscription);
    await this.parts.dataSource.transaction(async (manager) => {
      const facts = isEchoed
        ? ({ state: 'active', reason: null } as const)
        : { reason: challenge.detail ?? 'the challenge was not echoed' };
      // whoever has changed the address meanwhile has a challenge of its own
      const { affected } = await manager.update(WebhookSubscription, { id, url }, facts);
      if (!isEchoed || affected === 0) return;
      await manager.query(
        `WITH on_again AS (UPDATE destination_state SET switched_off_at = NULL, switched_off_reason = NULL, rest_until = NULL,
           breaker = 'closed', failures = 0, openings = 0 WHERE destination = $1)
         SELECT pg_notify('${deliveriesChannel}', '')`,
        [destinationOf(id)],
      );
      await this.note(manager, 'webhook.activate', id, actor, { revision });
    });
    return { subscription: (await this.find(id)) ?? subscription, challenge };
  }

  /**
   * A new secret, shown this once. The old one signs too until the overlap is over.
   * @param overlapMs 0 when the old one must not be used any more
   */
  async rotate(
    { id, partner, scheme }: WebhookSubscription,
    actor: string,
    overlapMs: number = usualOverlapMs,
  ): Promise<{ readonly secret: string; readonly oldUntil: Date }> {
    const { secrets } = this.parts;
    const before = (await secrets.list(partner)).filter(
      ({ name, retiredAt }) => name === secretNameOf(id) && retiredAt === null,
    );
    const { secret, forReceiver } = newSecret(scheme);
    await secrets.put(partner, secretNameOf(id), Buffer.from(secret), { actor });
    const oldUntil = new Date(Date.now() + overlapMs);
    for (const old of before) {
      if (overlapMs === 0) await secrets.retire(old.id, actor);
      else await secrets.endAt(old.id, oldUntil, actor);
    }
    return { secret: forReceiver, oldUntil };
  }

  /** Ends a subscription, its secrets, and what waits for it. */
  async remove({ id, partner }: WebhookSubscription, actor: string): Promise<void> {
    await this.parts.dataSource.transaction(async (manager) => {
      await manager.delete(WebhookSubscription, { id });
      const purged = await purgeWaiting(manager, destinationOf(id));
      await this.note(manager, 'webhook.remove', id, actor, { partner, purged });
    });
    for (const { id: secretId, name, retiredAt } of await this.parts.secrets.list(partner))
      if (name === secretNameOf(id) && retiredAt === null) await this.parts.secrets.retire(secretId, actor);
  }

  /** A 410 switches the destination off; that shows at the subscription, with the reason. */
  private async asItStands(subscription: WebhookSubscription): Promise<WebhookSubscription> {
    const [off] = await this.parts.dataSource.query<{ reason: string }[]>(
      `SELECT switched_off_reason AS reason FROM destination_state WHERE destination = $1 AND switched_off_at IS NOT NULL`,
      [destinationOf(subscription.id)],
    );
    if (off === undefined || subscription.state !== 'active') return subscription;
    return Object.assign(subscription, {
      state: 'disabled',
      reason: `the endpoint wants nothing more: ${off.reason}`,
    });
  }

  private async note(
    manager: EntityManager,
    action: string,
    id: string,
    actor: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    await manager.query(`SELECT pg_notify('${subscriptionsChannel}', '')`);
    await this.parts.audit.append({ actor, action, subject: destinationOf(id), detail }, manager);
  }
}
