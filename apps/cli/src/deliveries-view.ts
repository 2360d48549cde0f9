import { UsageMistake } from './mistake.js';
import { shown } from './terminal.js';

/** A delivery as the API gives it; only what is shown. */
export interface DeliveryView {
  readonly id: string;
  readonly messageId: string;
  readonly kind: string;
  readonly destination: string;
  readonly partner: string;
  readonly state: string;
  readonly stateAt: string;
}

export interface DeliveryDetailsView extends DeliveryView {
  readonly attempts: readonly {
    readonly number: number;
    readonly at: string;
    readonly outcome: string;
    readonly detail?: string | null;
    readonly request?: string | null;
    readonly answer?: string | null;
    readonly latencyMs?: number | null;
    readonly actor?: string | null;
  }[];
  /** Null when nothing more is to be done. */
  readonly queue: { readonly state: string; readonly attempts: number; readonly dueAt: string } | null;
}

/** A destination as the API gives it; only what is shown. */
export interface DestinationView {
  readonly id: string;
  readonly partner: string;
  readonly state: string;
  readonly backlog: {
    readonly waiting: number;
    readonly sending: number;
    readonly awaitingReceipt: number;
    readonly offered: number;
    readonly oldestAt: string | null;
  };
  readonly failed: number;
  readonly breaker: { readonly state: string };
  readonly lastFailure?: string | null;
}

export function deliveryLine({ stateAt, state, destination, kind, id, messageId }: DeliveryView): string {
  return shown([stateAt, state, destination, kind, id, messageId].join('\t'));
}

/** The delivery, where it stands, and each attempt with what was asked and answered. */
export function deliveryLines(delivery: DeliveryDetailsView): string[] {
  const { queue, attempts } = delivery;
  const place = queue === null ? [] : [`  = ${queue.state} (${queue.attempts}), ${queue.dueAt}`];
  return [deliveryLine(delivery), ...place, ...attempts.flatMap(attemptLines)].map(shown);
}

function attemptLines(attempt: DeliveryDetailsView['attempts'][number]): string[] {
  const { number, at, outcome, detail, request, answer } = attempt;
  const latency = typeof attempt.latencyMs === 'number' ? ` ${attempt.latencyMs} ms` : '';
  const actor = typeof attempt.actor === 'string' ? ` (${attempt.actor})` : '';
  const told = [request, answer, detail].filter((text) => typeof text === 'string' && text !== '');
  return [`  ${number}. ${at} ${outcome}${latency}${actor}`, ...told.map((text) => `     ${text}`)];
}

export function destinationLine({ id, partner, state, backlog, ...rest }: DestinationView): string {
  const { waiting, sending, awaitingReceipt, offered, oldestAt } = backlog;
  const all = waiting + sending + awaitingReceipt + offered;
  const parts = [id, partner, state, all, oldestAt, rest.failed, rest.breaker.state, rest.lastFailure];
  return shown(parts.map((part) => part ?? '-').join('\t'));
}

/** @throws UsageMistake when the answer is none of a hub; `keys` are those that it must have */
export function answerWith<View>(body: unknown, ...keys: readonly (keyof View & string)[]): View {
  const isObject = typeof body === 'object' && body !== null;
  if (isObject && keys.every((key) => key in body)) return body as View;
  throw new UsageMistake({ zh: '回答的不是枢纽。', en: 'What answered is not a hub.' });
}
