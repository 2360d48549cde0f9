import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RabbitMqHarness } from '../../test/rabbitmq-harness.js';
import { Gate, Recorder, textMessage } from '../../test/recorder.js';
import { start } from '../../test/transport-harness.js';
import { transportSuite } from '../../test/transport-suite.js';
import { bianzuTopology, exchanges } from '../bianzu-topology.js';
import type { Topology } from '../topology.js';

jest.setTimeout(60_000);

transportSuite('RabbitMqTransport', () => new RabbitMqHarness());

describe('RabbitMqTransport alone', () => {
  const topology = bianzuTopology({ lanes: 2, partners: [{ id: 'sys-1' }], destinations: ['sys-4'] });
  let harness: RabbitMqHarness;
  beforeEach(() => {
    harness = new RabbitMqHarness();
  });
  afterEach(() => harness.close());

  it('declares the topology at its start, and finds it in place the next time', async () => {
    await (await harness.open(topology)).close();
    await harness.open(topology);
    const channel = await (await harness.connection()).createChannel();
    for (const { name } of topology.queues) {
      expect(await channel.checkQueue(harness.prefix + name)).toMatchObject({ messageCount: 0 });
    }
    for (const { name } of topology.exchanges) await channel.checkExchange(harness.prefix + name);
    await channel.close();
  });

  it('does not start on a broker where a queue is declared differently, and says which', async () => {
    await harness.open(topology);
    const other: Topology = {
      ...topology,
      queues: topology.queues.map((queue) => ({ ...queue, maxLength: 5 })),
    };
    const tuning = { startTimeoutMs: 300, reconnect: { firstMs: 20, longestMs: 50 } };
    await expect(start(harness.create(other, { tuning }))).rejects.toThrow(
      /could not be used within 300 ms.*PRECONDITION.FAILED.*unknown-sender/,
    );
  });

  it('has the messages of a lane handled by one process at a time, and by another when that one leaves', async () => {
    const [one, two] = [new Recorder(), new Recorder()];
    const first = await harness.open(topology, { work: one.handle });
    const second = await harness.open(topology, { work: two.handle });
    const publish = (from: number): Promise<void> =>
      second.publish([from, from + 1].map((number) => textMessage(exchanges.work, '0', String(number))));
    await publish(1);
    await one.received(2);
    await first.close();
    await publish(3);
    await two.received(2);
    expect([one.texts, two.texts]).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('gives what was not begun back to the broker when it closes, in order', async () => {
    const gate = new Gate();
    const recorder = new Recorder(async () => {
      await gate.passed;
      return { kind: 'ack' };
    });
    const first = await harness.open(topology, { work: { handle: recorder.handle, batchSize: 2 } });
    const texts = ['a', 'b', 'c', 'd', 'e'];
    await first.publish(texts.map((text) => textMessage(exchanges.work, '1', text)));
    await recorder.received(2);
    const closed = first.close();
    gate.open();
    await closed;
    const next = new Recorder();
    await harness.open(topology, { work: next.handle });
    await next.received(3);
    expect(recorder.texts).toEqual(['a', 'b']);
    expect(next.texts).toEqual(['c', 'd', 'e']);
  });

  it('refuses as retryable what would make a queue longer than it may be', async () => {
    const short: Topology = {
      exchanges: [{ name: 'in', kind: 'direct' }],
      queues: [{ name: 'short', consumer: 'partner', maxLength: 3 }],
      bindings: [{ exchange: 'in', queue: 'short', pattern: 'k' }],
    };
    const transport = await harness.open(short);
    let accepted = 0;
    const publish = async (): Promise<void> => {
      // The limit of a quorum queue is a soft one: a few more may slip in before it refuses.
      for (; accepted < 200; accepted += 1) await transport.publish([textMessage('in', 'k', 'x')]);
    };
    await expect(publish()).rejects.toMatchObject({ stage: 'publish', retryable: true });
    expect(accepted).toBeGreaterThanOrEqual(3);
  });

  it('gives a message that is held for very long back to the broker, without losing its place', async () => {
    let tries = 0;
    const recorder = new Recorder(() => {
      tries += 1;
      return tries < 20 ? { kind: 'retry', afterMs: 20 } : { kind: 'ack' };
    });
    const tuning = { longestHoldMs: 60 };
    const handlers = { work: { handle: recorder.handle, batchSize: 1 } };
    const transport = await harness.open(topology, handlers, { tuning });
    await transport.publish(['a', 'b'].map((text) => textMessage(exchanges.work, '0', text)));
    await recorder.received(21);
    expect(recorder.texts).toEqual([...Array.from({ length: 20 }, () => 'a'), 'b']);
  });

  it('has many publications on their way at once, but never more than its window', async () => {
    const transport = await harness.open(topology, {}, { tuning: { window: 10 } });
    const texts = Array.from({ length: 500 }, (_, index) => String(index));
    await transport.publish(texts.map((text) => textMessage(exchanges.deliver, 'sys-4', text)));
    const channel = await (await harness.connection()).createChannel();
    const { messageCount } = await channel.checkQueue(`${harness.prefix}bianzu.out.sys-4`);
    expect(messageCount).toBe(500);
    await channel.close();
  });
});
