import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startDistributed, type DistributedProcesses } from '../support/distributed-processes.js';
import { eventually } from '../support/eventually.js';
import { HubClient } from '../support/hub-client.js';
import type { PublishedMessage } from '../support/queues.js';
import { keyAccountOrder } from '../support/samples.js';
import { TraceReceiver, type ReceivedSpan } from '../support/trace-receiver.js';

jest.setTimeout(180_000);

const traceState = 'sender=abc';

interface Followed {
  readonly traceId: string;
  readonly senderSpan: string;
  readonly spans: readonly ReceivedSpan[];
}

describe('a message on its way through gateway, broker and worker', () => {
  let receiver: TraceReceiver;
  let hub: DistributedProcesses;
  let published: readonly PublishedMessage[];
  let overRest: Followed;
  let overAmqp: Followed;

  beforeAll(async () => {
    receiver = await TraceReceiver.open();
    hub = await startDistributed(1, {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_BSP_SCHEDULE_DELAY: '100',
    });
    published = await hub.queues.follow('bianzu.canonical', '#');
    const sender = new HubClient(hub.url, hub.tokens['sys-1']);
    overRest = await followed('DD2026031600901', async (headers, order) => {
      await sender.taken(order, { headers });
    });
    overAmqp = await followed('DD2026031600902', (headers, order) =>
      hub.queues.publish('bianzu.intake', 'sys-1', order, { headers }),
    );
  });
  afterAll(async () => {
    await hub.close();
    await receiver.close();
  });

  /** Sends an order with a trace context of its own and waits until all of its trace is there. */
  async function followed(
    order: string,
    send: (headers: Record<string, string>, order: Buffer) => Promise<void>,
  ): Promise<Followed> {
    const [traceId, senderSpan] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
    const headers = { traceparent: `00-${traceId}-${senderSpan}-01`, tracestate: traceState };
    const reference = `DK20260316000${order.slice(-5)}`;
    await send(headers, keyAccountOrder({ reference, order }));
    const spans = await eventually(`the trace of ${order} is complete`, () => {
      const names = receiver.of(traceId).map(({ name }) => name);
      const isComplete = ['publish canonical', 'deliver', 'journey'].every((name) => names.includes(name));
      return isComplete && receiver.of(traceId);
    });
    return { traceId, senderSpan, spans };
  }

  function parentOf(followedMessage: Followed, name: string): string | undefined {
    const { spans, senderSpan } = followedMessage;
    const span = spans.find((one) => one.name === name)!;
    if (span.parentSpanId === senderSpan) return 'sender';
    return spans.find(({ spanId }) => spanId === span.parentSpanId)?.name;
  }

  it.each([
    ['REST', () => overRest],
    ['AMQP', () => overAmqp],
  ])('has one trace that continues the one of its sender (%s)', (_, message) => {
    const chain = ['intake', 'journal', 'publish work', 'journey', 'publish canonical', 'deliver'];
    expect(Object.fromEntries(chain.map((name) => [name, parentOf(message(), name)]))).toEqual({
      intake: 'sender',
      journal: 'intake',
      'publish work': 'intake',
      journey: 'publish work',
      'publish canonical': 'journey',
      deliver: 'journey',
    });
    const { spans } = message();
    expect(new Set(spans.map(({ service }) => service))).toEqual(
      new Set(['bianzu-gateway', 'bianzu-worker']),
    );
    expect(spans.filter((span) => span.traceState !== traceState)).toEqual([]);
  });

  it('has a span for each stage, below its journey', () => {
    const journey = overRest.spans.find(({ name }) => name === 'journey')!;
    const stages = overRest.spans.filter(({ parentSpanId }) => parentSpanId === journey.spanId);
    const names = stages.map(({ name }) => name).filter((name) => !/publish|deliver/.test(name));
    expect(names.sort()).toEqual(['address', 'commit', 'decode', 'identify', 'map', 'validate']);
    expect(journey.attributes).toMatchObject({
      'bianzu.partner': 'sys-1',
      'bianzu.agreement': 'order',
      'bianzu.verdict': 'accepted',
      'bianzu.attempt': 1,
    });
  });

  it('is linked to the group of messages that it was committed with', () => {
    const journey = overRest.spans.find(({ name }) => name === 'journey')!;
    const group = receiver.spans.find(({ spanId }) => spanId === journey.links[0]?.spanId);
    expect(group).toMatchObject({ name: 'journey group', service: 'bianzu-worker' });
    expect(group?.traceId).not.toBe(overRest.traceId);
  });

  it('hands its trace on to whoever reads the topic exchange', async () => {
    const message = await eventually('the canonical order is published', () =>
      published.find(({ properties }) =>
        String(properties.headers?.['traceparent']).includes(overRest.traceId),
      ),
    );
    const [, , spanId] = String(message.properties.headers!['traceparent']).split('-');
    expect(overRest.spans.find((span) => span.spanId === spanId)).toMatchObject({
      name: 'publish canonical',
    });
    expect(message.properties.headers).toMatchObject({ tracestate: traceState });
  });

  it('says nothing of what is in it', () => {
    const told = JSON.stringify(overRest.spans);
    expect(told).not.toMatch(/华丰|91610111719702345H|13\d{9}/);
  });
});
