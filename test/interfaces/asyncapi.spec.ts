import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { BrokerQueues } from '../support/broker-queues.js';
import { Installation } from '../support/installation.js';
import { serviceUrl } from '../support/service-url.js';

interface AsyncApiDocument {
  readonly asyncapi: string;
  readonly channels: Readonly<Record<string, { readonly bindings: { readonly amqp: AmqpBinding } }>>;
}

interface AmqpBinding {
  readonly exchange?: { readonly name: string; readonly type: string };
  readonly queue?: { readonly name: string };
}

describe('the AsyncAPI document', () => {
  let hub: Installation;
  let broker: BrokerQueues;
  let document: AsyncApiDocument;

  const bindings = (): AmqpBinding[] =>
    Object.values(document.channels).map((channel) => channel.bindings.amqp);

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'distributed' });
    broker = await BrokerQueues.open(serviceUrl('AMQP_URL'), hub.prefix);
    document = (await hub.stranger().get<AsyncApiDocument>('/asyncapi.json')).body;
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
});
