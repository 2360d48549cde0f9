import type { Delivery, Publication } from './transport.js';
import type { Queue } from './topology.js';

/** The headers that say why a message is among the dead letters and where it was before. */
export const deadLetterHeaders = {
  reason: 'bianzu-reason',
  queue: 'bianzu-queue',
  exchange: 'bianzu-exchange',
  routingKey: 'bianzu-routing-key',
} as const;

/** What the broker itself says when it has delivered a message too often. */
export const deliveryLimitReached = 'delivery_limit';

const longestReason = 1_000;

/** The publication that takes a delivery to the dead letters of its queue; undefined when that queue has none. */
export function deadLetterOf(queue: Queue, delivery: Delivery, reason: string): Publication | undefined {
  if (queue.deadLetter === undefined) return undefined;
  const headers = {
    ...delivery.properties.headers,
    [deadLetterHeaders.reason]: reason.slice(0, longestReason),
    [deadLetterHeaders.queue]: delivery.queue,
    [deadLetterHeaders.exchange]: delivery.exchange,
    [deadLetterHeaders.routingKey]: delivery.routingKey,
  };
  return {
    ...queue.deadLetter,
    body: delivery.body,
    properties: { ...delivery.properties, headers },
  };
}

/** How often a message that the broker gave up was put back; a header. */
const timesBack = 'bianzu-times-back';
const mostTimesBack = 3;

/**
 * The publication that puts a dead letter back where it was before, because nobody has judged it: the broker gave it up after
 * processes had died with it in hand. Undefined when it was judged, or when that has happened too often to be chance.
 */
export function putBackOf({ body, properties }: Delivery): Publication | undefined {
  const headers = properties.headers ?? {};
  const times = Number(headers[timesBack] ?? 0);
  if (headers[deadLetterHeaders.reason] !== deliveryLimitReached || times >= mostTimesBack) return undefined;
  const own = new Set<string>(Object.values(deadLetterHeaders));
  const before = Object.entries(headers).filter(([name]) => !own.has(name) && !name.startsWith('x-'));
  return {
    exchange: String(headers[deadLetterHeaders.exchange]),
    routingKey: String(headers[deadLetterHeaders.routingKey]),
    body,
    properties: { ...properties, headers: { ...Object.fromEntries(before), [timesBack]: times + 1 } },
  };
}
