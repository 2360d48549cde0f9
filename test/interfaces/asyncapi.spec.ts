import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { MessageProperties } from '#libs/transport';
import { BrokerQueues } from '../support/broker-queues.js';
import { Installation } from '../support/installation.js';
import { eventually } from '../support/eventually.js';
import { keyAccountOrder } from '../support/samples.js';
import { serviceUrl } from '../support/service-url.js';

type Message = { readonly payload: object; readonly examples?: readonly { readonly payload?: object }[] };

interface AsyncApiDocument {
  readonly asyncapi: string;
  readonly components: { readonly messages: Readonly<Record<string, Message>> };
  readonly channels: Readonly<
    Record<string, { readonly bindings: { readonly amqp: AmqpBinding }; readonly messages: object }>
  >;
}

interface AmqpBinding {
  readonly exchange?: { readonly name: string; readonly type: string };
  readonly 'x-alternate-exchange'?: string;
  readonly queue?: { readonly name: string };
}

describe('the AsyncAPI document', () => {
  let hub: Installation;
  let broker: BrokerQueues;
  let document: AsyncApiDocument;
  let forms: Ajv2020;

  /** What a part of a documented message says of a value; empty when it fits. */
  const faultsOf = (message: string, part: 'headers' | 'payload' | 'x-amqp-properties', value: unknown) => {
    const validate = forms.compile({ $ref: `asyncapi#/components/messages/${message}/${part}` });
    validate(value);
    return validate.errors ?? [];
  };
  const bindings = (): AmqpBinding[] =>
    Object.values(document.channels).map((channel) => channel.bindings.amqp);

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'distributed' });
    broker = await BrokerQueues.open(serviceUrl('AMQP_URL'), hub.prefix);
    document = (await hub.stranger().get<AsyncApiDocument>('/asyncapi.json')).body;
    forms = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(forms);
    forms.addSchema(document, 'asyncapi');
  });
  afterAll(async () => {
    await broker.close();
    await hub.close();
  });

  it('is a valid one of version 3.0', () => {
    const schema = createRequire(import.meta.url).resolve('@asyncapi/specs/schemas/3.0.0.json');
    // the meta-schema of draft 7 is among its definitions
    const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
    expect(document.asyncapi).toBe('3.0.0');
  });

  it('names exchanges and queues that are on the broker after the start', async () => {
    const { partners, destinations: all } = hub.gateway.configuration.current.routing;
    const destinations = all.filter(({ channel }) => channel === 'amqp');
    const named = bindings().flatMap(({ queue }) => queue?.name ?? []);
    const queues = named.flatMap((name) => [
      ...partners.map(({ id }) => name.replace('{partner}', id)),
      ...destinations.map(({ id }) => name.replace('{destination}', id)),
    ]);
    const complete = queues.filter((name) => !name.includes('{'));
    expect(complete).toHaveLength(partners.length + destinations.length);
    const exchanges = bindings().flatMap(({ exchange }) => exchange?.name ?? []);
    expect(exchanges).toEqual(['bianzu.intake', 'bianzu.canonical']);
    await broker.demand({ exchanges, queues: complete });
    for (const { exchange, ...binding } of bindings().filter((one) => one.exchange !== undefined)) {
      const declared = hub.declared.exchanges.find(({ name }) => name === exchange!.name);
      const alternate = binding['x-alternate-exchange'];
      expect(declared).toEqual({
        name: exchange!.name,
        kind: exchange!.type,
        ...(alternate && { alternate }),
      });
    }
  });

  it('would be noticed when it named a queue that is not there', async () => {
    await expect(broker.demand({ exchanges: [], queues: ['bianzu.reply.nobody'] })).rejects.toThrow(
      'NOT_FOUND',
    );
  });

  it('has a message for every canonical message', () => {
    const { canonicalTypes } = hub.gateway.configuration.current;
    const { messages } = document.channels['canonical'] as unknown as { messages: object };
    expect(Object.keys(messages).sort()).toEqual(canonicalTypes.map(({ type }) => type).sort());
  });

  it('has an example of every canonical message, as its schema wants it', () => {
    for (const [name, { examples = [] }] of Object.entries(document.components.messages)) {
      const faults = examples.flatMap(({ payload }) =>
        payload === undefined ? [] : faultsOf(name, 'payload', payload),
      );
      const isCanonical = name in document.channels['canonical']!.messages;
      expect({ name, faults, has: examples.length > 0 || !isCanonical }).toEqual({
        name,
        faults: [],
        has: true,
      });
    }
  });

  it('says what stands in properties and headers of what the hub publishes', async () => {
    const numbers = { reference: 'DK2026031600001801', order: 'DD2026031601801' };
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const sent = { messageId: 'async-1', headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } };
    const canonical = await broker.follow('bianzu.canonical', 'transport-order.*.sys-1');
    await broker.publish('bianzu.intake', 'sys-1', keyAccountOrder(numbers), sent);
    const taken = (queue: string) => eventually(`something in ${queue}`, () => broker.take(queue));
    const reply = await taken('bianzu.reply.sys-1');
    const out = await taken('bianzu.out.sys-2-orders');
    const [published] = await eventually('a canonical message', () => canonical.length > 0 && canonical);
    for (const [name, { properties }] of [
      ['Acknowledgement', reply],
      ['Outgoing', out],
      ['transport-order', published!],
    ] as const) {
      const { headers, ...rest } = given(properties);
      expect({ name, faults: faultsOf(name, 'headers', headers) }).toEqual({ name, faults: [] });
      expect({ name, faults: faultsOf(name, 'x-amqp-properties', rest) }).toEqual({ name, faults: [] });
      expect(String(headers!['traceparent'])).toContain(trace);
    }
    expect(reply.properties.correlationId).toBe('async-1');
    expect(faultsOf('transport-order', 'payload', JSON.parse(published!.body.toString()))).toEqual([]);
  });

  it('is right that a NUL in a property is no reason to lose a message, or those that come with it', async () => {
    const send = (last: string, properties: MessageProperties): Promise<void> => {
      const numbers = { reference: `DK20260316000018${last}`, order: `DD20260316018${last}` };
      return broker.publish('bianzu.intake', 'sys-1', keyAccountOrder(numbers), properties);
    };
    const hostile = { messageId: 'a\0b', contentType: 'application/xml\0', replyTo: `\0'; --` };
    await Promise.all([send('11', hostile), send('12', {}), send('13', { messageId: '\0'.repeat(200) })]);
    const operator = await hub.client('operator');
    for (const last of ['11', '12', '13'])
      await eventually('the order is there', async () => {
        const [found] = await operator.search({ key: `order:DD20260316018${last}` });
        return found?.state === 'accepted';
      });
  });
});

/** What amqplib has no value for is undefined, and not there. */
function given(properties: MessageProperties): MessageProperties {
  const entries = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}
