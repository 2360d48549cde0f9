import type { ConsumeMessage, MessagePropertyHeaders, Options } from 'amqplib';
import { deadLetterHeaders } from '../dead-letter.js';
import type { Delivery, MessageProperties, Publication } from '../transport.js';

const texts = [
  'messageId',
  'contentType',
  'contentEncoding',
  'correlationId',
  'replyTo',
  'type',
  'appId',
] as const;

/** Set by a quorum queue, not by the sender. Tables and lists in headers are the broker's own as well (x-death). */
const deliveryCount = 'x-delivery-count';

/** Puts the prefix of an installation before the names of its exchanges and queues on the broker, and takes it off. */
export class WireNames {
  constructor(private readonly prefix: string) {}

  toWire(name: string): string {
    return this.prefix + name;
  }

  fromWire(name: string): string {
    return name.startsWith(this.prefix) ? name.slice(this.prefix.length) : name;
  }
}

/** The options of amqplib for a publication: written to disk, returned if unroutable when `mandatory`. */
export function toWire({ properties }: Publication, mandatory: boolean): Options.Publish {
  return { ...properties, headers: { ...properties.headers }, persistent: true, mandatory };
}

export function fromWire(message: ConsumeMessage, queue: string, names: WireNames): Delivery {
  const { exchange, routingKey, redelivered } = message.fields;
  const properties = propertiesFrom(message.properties as unknown as Record<string, unknown>);
  const givenUp = givenUpByBroker(message, names);
  const isJudged = properties.headers?.[deadLetterHeaders.reason] !== undefined;
  return {
    queue,
    exchange: names.fromWire(exchange),
    routingKey,
    body: message.content,
    properties:
      givenUp === undefined || isJudged
        ? properties
        : { ...properties, headers: { ...properties.headers, ...givenUp } },
    redelivered,
  };
}

/** Where a message was and why it is no longer there, in our own words, when the broker has given it up by itself. */
function givenUpByBroker(
  { properties }: ConsumeMessage,
  names: WireNames,
): Record<string, string> | undefined {
  const { 'x-death': deaths } = (properties.headers ?? {}) as { 'x-death'?: unknown };
  const [last] = (Array.isArray(deaths) ? deaths : []) as Readonly<Record<string, unknown>>[];
  if (last === undefined) return undefined;
  const [routingKey] = (last['routing-keys'] ?? []) as unknown[];
  return {
    [deadLetterHeaders.reason]: String(last['reason']),
    [deadLetterHeaders.queue]: names.fromWire(String(last['queue'])),
    [deadLetterHeaders.exchange]: names.fromWire(String(last['exchange'])),
    [deadLetterHeaders.routingKey]: String(routingKey),
  };
}

function propertiesFrom(wire: Readonly<Record<string, unknown>>): MessageProperties {
  const properties: Record<string, unknown> = {};
  for (const name of texts) if (typeof wire[name] === 'string') properties[name] = wire[name];
  if (typeof wire['timestamp'] === 'number') properties['timestamp'] = wire['timestamp'];
  const headers = Object.entries((wire['headers'] ?? {}) as MessagePropertyHeaders).filter(
    ([name, value]) => name !== deliveryCount && ['string', 'number', 'boolean'].includes(typeof value),
  );
  if (headers.length > 0) properties['headers'] = Object.fromEntries(headers);
  return properties;
}
