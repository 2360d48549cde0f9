import type { Delivery, Publication } from './transport.js';
import type { Queue } from './topology.js';

/** The headers that say why a message is among the dead letters and where it was before. */
export const deadLetterHeaders = {
  reason: 'bianzu-reason',
  queue: 'bianzu-queue',
  exchange: 'bianzu-exchange',
  routingKey: 'bianzu-routing-key',
} as const;

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
