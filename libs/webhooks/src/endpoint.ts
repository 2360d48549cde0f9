import { randomBytes } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { webhookChannel, type OutboundPolicy, type SendOutcome } from '#libs/channels';
import type { SecretStore } from '#libs/partners';
import { cloudEventsType } from './cloud-event.js';
import { ownTypes } from './event-type.js';
import { destinationOf, secretNameOf, type WebhookSubscription } from './subscription.entity.js';

/** What happened when an endpoint was called at once. Of the answer only the status is told: this is no way to read pages. */
export interface Knock {
  readonly eventId: string;
  readonly outcome: SendOutcome['kind'];
  readonly status?: number;
  readonly detail?: string;
  readonly latencyMs: number;
}

type Called = Pick<WebhookSubscription, 'id' | 'partner' | 'url'>;

const timeMs = 25_000;

/** Calls endpoints while somebody waits for what happens: for a test, and to see that whoever owns the endpoint wants it. */
export class Endpoints {
  constructor(
    private readonly secrets: Pick<SecretStore, 'active'>,
    private readonly outbound: OutboundPolicy,
  ) {}

  /** Sends an event that says nothing. */
  async ping(subscription: Called): Promise<Knock> {
    const { knock } = await this.call(subscription, ownTypes.ping, {});
    return knock;
  }

  /** Sends a random text, which the endpoint has to answer with: only then does its owner expect us. */
  async challenge(subscription: Called): Promise<Knock & { readonly isEchoed: boolean }> {
    const challenge = randomBytes(24).toString('base64url');
    const { knock, outcome } = await this.call(subscription, ownTypes.challenge, { challenge });
    const isEchoed = outcome.kind === 'accepted' && saidIn(outcome.receipt) === challenge;
    const detail = isEchoed || outcome.kind !== 'accepted' ? knock.detail : 'the challenge was not echoed';
    return { ...knock, ...(detail === undefined ? {} : { detail }), isEchoed };
  }

  private async call(
    { id, partner, url }: Called,
    type: string,
    data: object,
  ): Promise<{ knock: Knock; outcome: SendOutcome }> {
    const deliveryId = newId();
    const eventId = `evt-${deliveryId}`;
    const time = new Date().toISOString();
    const datacontenttype = 'application/json';
    const event = {
      specversion: '1.0',
      id: eventId,
      source: 'urn:bianzu',
      type,
      time,
      datacontenttype,
      data,
    };
    const begun = performance.now();
    const outcome = await webhookChannel.send(
      {
        deliveryId,
        attempt: 1,
        kind: 'message',
        partner,
        destination: destinationOf(id),
        messageType: type,
        contentType: cloudEventsType,
        fileName: `${eventId}.json`,
        bytes: Buffer.from(JSON.stringify(event)),
        createdAt: time,
      },
      { url, secret: secretNameOf(id) },
      {
        secrets: (name) => this.secrets.active(partner, name),
        signal: AbortSignal.timeout(timeMs),
        outbound: this.outbound,
      },
    );
    const latencyMs = Math.round(performance.now() - begun);
    return { knock: { eventId, latencyMs, ...told(outcome) }, outcome };
  }
}

function told(outcome: SendOutcome): Pick<Knock, 'outcome' | 'status' | 'detail'> {
  const status = /^\d{3}/.exec(outcome.answer ?? '')?.[0];
  return {
    outcome: outcome.kind,
    ...(status === undefined ? {} : { status: Number(status) }),
    ...('detail' in outcome ? { detail: outcome.detail } : {}),
  };
}

/** The challenge as it came back: `{"challenge":"..."}`, or nothing but itself. */
function saidIn(body: Uint8Array | undefined): string | undefined {
  const text = Buffer.from(body ?? [])
    .toString('utf8')
    .trim();
  try {
    const said = JSON.parse(text) as { challenge?: unknown } | string | null;
    if (typeof said === 'string') return said;
    return typeof said?.challenge === 'string' ? said.challenge : undefined;
  } catch {
    return text;
  }
}
