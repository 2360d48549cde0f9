import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { StageError } from '#libs/message';
import { InterruptibleProxy } from '../../test/interruptible-proxy.js';
import { amqpUrl, RabbitMqHarness } from '../../test/rabbitmq-harness.js';
import { Gate, Recorder, textMessage, textOf } from '../../test/recorder.js';
import { start } from '../../test/transport-harness.js';
import { bianzuTopology, exchanges } from '../bianzu-topology.js';
import type { PublicationError } from '../publication-error.js';

const topology = bianzuTopology({ lanes: 2, partners: [], destinations: ['sys-4'] });
jest.setTimeout(60_000);
const reconnect = { firstMs: 10, longestMs: 50 };

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}

describe('a connection to RabbitMQ that is lost', () => {
  let proxy: InterruptibleProxy;
  let harness: RabbitMqHarness;
  beforeEach(async () => {
    proxy = new InterruptibleProxy(new URL(amqpUrl()));
    await proxy.open();
    harness = new RabbitMqHarness({ url: proxy.url, tuning: { reconnect } });
  });
  afterEach(async () => {
    await harness.close();
    await proxy.close();
  });

  it('is opened again, and consumers with it', async () => {
    const recorder = new Recorder();
    const transport = await harness.open(topology, { work: recorder.handle });
    const statuses: string[] = [];
    transport.status.subscribe((status) => statuses.push(status));
    for (const text of ['before', 'between', 'after']) {
      await until(() => transport.connected);
      await transport.publish([textMessage(exchanges.work, '0', text)]);
      await recorder.received(text === 'before' ? 1 : recorder.deliveries.length + 1);
      if (text === 'after') break;
      proxy.cut();
      await until(() => !transport.connected);
    }
    expect(new Set(recorder.texts)).toEqual(new Set(['before', 'between', 'after']));
    expect(statuses).toEqual(['connected', 'disconnected', 'connected', 'disconnected', 'connected']);
  });

  it('delivers again what was in hand and not acknowledged, in its old order and before what came later', async () => {
    const gate = new Gate();
    const recorder = new Recorder(async () => {
      await gate.passed;
      return { kind: 'ack' };
    });
    const handlers = { work: { handle: recorder.handle, batchSize: 2 } };
    const transport = await harness.open(topology, handlers);
    const texts = ['a', 'b', 'c', 'd'];
    await transport.publish(texts.map((text) => textMessage(exchanges.work, '1', text)));
    await recorder.received(2);
    proxy.cut();
    await until(() => !transport.connected);
    gate.open();
    const deliveries = await recorder.received(6);
    expect(deliveries.map(textOf)).toEqual(['a', 'b', 'a', 'b', 'c', 'd']);
    expect(deliveries.map((delivery) => delivery.redelivered).slice(2, 4)).toEqual([true, true]);
  });

  it('rejects publications as retryable while the broker is away, and takes them when it is back', async () => {
    const transport = await harness.open(topology);
    await proxy.close();
    await until(() => !transport.connected);
    const message = textMessage(exchanges.deliver, 'sys-4', 'a');
    await expect(transport.publish([message])).rejects.toMatchObject({ stage: 'publish', retryable: true });
    await proxy.open();
    await until(() => transport.connected);
    await transport.publish([message]);
    expect(textOf(await harness.fetch('bianzu.out.sys-4'))).toBe('a');
  });

  it('tells of every publication of a torn batch whether it is safe, so that none is lost', async () => {
    const transport = await harness.open(topology);
    const texts = Array.from({ length: 300 }, (_, index) => String(index));
    let left = texts;
    let rounds = 0;
    while (left.length > 0) {
      await until(() => transport.connected);
      const batch = left.map((text) => textMessage(exchanges.deliver, 'sys-4', text));
      const published = transport.publish(batch).then(
        () => new Map<number, StageError>(),
        (error: unknown) => (error as PublicationError).failures,
      );
      if (rounds === 0) proxy.cut();
      const failures = await published;
      left = left.filter((_, index) => failures.has(index));
      rounds += 1;
    }
    expect(rounds).toBeGreaterThan(1);
    const arrived = new Set<string>();
    while (arrived.size < texts.length) arrived.add(textOf(await harness.fetch('bianzu.out.sys-4')));
    expect(arrived).toEqual(new Set(texts));
  });

  it('is opened to another node when there are several and its own is gone', async () => {
    const transport = await harness.open(topology, {}, { url: `${proxy.url}, ${amqpUrl()}` });
    expect(proxy.connections).toBeGreaterThan(0);
    await proxy.close();
    await until(() => !transport.connected);
    await until(() => transport.connected);
    await transport.publish([textMessage(exchanges.deliver, 'sys-4', 'a')]);
    expect(textOf(await harness.fetch('bianzu.out.sys-4'))).toBe('a');
  });

  it('can be closed although the broker never answers that it is', async () => {
    const transport = await harness.open(topology, { work: new Recorder().handle });
    proxy.stall();
    const closed = transport.close();
    await delay(20);
    await proxy.close();
    await closed;
    expect(transport.connected).toBe(false);
  });

  it('is waited for at the start', async () => {
    await proxy.close();
    const transport = harness.create(topology);
    const started = start(transport);
    await proxy.open();
    await started;
    expect(transport.connected).toBe(true);
  });

  it('ends the start with an error when there is no broker for too long', async () => {
    await proxy.close();
    const transport = harness.create(topology, { tuning: { reconnect, startTimeoutMs: 200 } });
    await expect(start(transport)).rejects.toMatchObject({ stage: 'publish', retryable: true });
    await (await harness.open(topology, {}, { url: amqpUrl() })).close();
  });
});
