import { destinationOf, type Knock, type WebhookSubscription } from '#libs/webhooks';

/** A subscription as its partner sees it; never with its secret. */
export function subscriptionView(subscription: WebhookSubscription): object {
  const { id, partner, url, types, keys, description, scheme, state, reason, createdAt, changedAt } =
    subscription;
  return {
    id,
    partner,
    url,
    types,
    keys,
    description,
    scheme,
    state,
    reason,
    destination: destinationOf(id),
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
  };
}

/** The entity tag of a subscription: its revision. */
export function revisionTag({ revision }: WebhookSubscription): string {
  return `"${revision}"`;
}

/** What happened when the endpoint was called. */
export function knockView({ eventId, outcome, status, detail, latencyMs }: Knock): object {
  return { eventId, outcome, status: status ?? null, detail: detail ?? null, latencyMs };
}

export interface AttemptRow {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly event: { readonly id: string; readonly type: string };
  readonly number: number | null;
  readonly at: Date | null;
  readonly outcome: string | null;
  readonly detail: string | null;
  readonly answer: string | null;
  readonly latencyMs: number | null;
  readonly state: string;
}

/** One attempt. Of the answer only the status: subscriptions are no way to read pages. */
export function attemptView({ answer, at, ...row }: AttemptRow): object {
  const status = /^\d{3}/.exec(answer ?? '')?.[0];
  return { ...row, at: at?.toISOString() ?? null, status: status === undefined ? null : Number(status) };
}
