import type { ArgumentDeclaration } from './command.js';
import { UsageMistake } from './mistake.js';
import { shown } from './terminal.js';

/** A subscription as the API gives it; only what is shown. */
export interface SubscriptionView {
  readonly id: string;
  readonly partner: string;
  readonly url: string;
  readonly types: readonly string[];
  readonly keys: readonly { readonly type: string; readonly value: string }[];
  readonly state: string;
  readonly reason: string | null;
}

/** One attempt to deliver an event to a subscription. */
export interface EventAttemptView {
  readonly event: { readonly id: string; readonly type: string };
  readonly at: string | null;
  readonly outcome: string | null;
  readonly status: number | null;
  readonly detail: string | null;
  readonly state: string;
}

export const subscriptionArgument: ArgumentDeclaration = {
  name: 'id',
  summary: { zh: '订阅 id', en: 'id of the subscription' },
};

/** Where a subscription is below the hub. */
export function subscriptionPath(id: string, below = ''): string {
  return `/v1/webhooks/${encodeURIComponent(id)}${below}`;
}

export function subscriptionLine({ id, partner, state, url, types, keys, reason }: SubscriptionView): string {
  const about = keys.map(({ type, value }) => `${type}:${value}`).join(',');
  return shown([id, partner, state, url, types.join(','), about || '-', reason ?? '-'].join('\t'));
}

export function attemptLine({ event, at, outcome, status, detail, state }: EventAttemptView): string {
  const parts = [at, outcome, status, event.type, event.id, state, detail];
  return shown(`  ${parts.map((part) => part ?? '-').join('\t')}`);
}

/** A moment as the API takes it. @throws UsageMistake when it is none */
export function requiredInstant(name: string, text: string): string {
  const moment = /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(moment)) return new Date(moment).toISOString();
  throw new UsageMistake({
    zh: `--${name}：“${text}”不是 ISO 8601 时间。`,
    en: `--${name}: "${text}" is not a time in ISO 8601.`,
  });
}
