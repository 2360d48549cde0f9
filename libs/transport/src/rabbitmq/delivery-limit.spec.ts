import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ChannelModel } from 'amqplib';
import { amqpUrl, RabbitMqHarness } from '../../test/rabbitmq-harness.js';
import { InterruptibleProxy } from '../../test/interruptible-proxy.js';
import { Recorder, textMessage, textOf } from '../../test/recorder.js';
import { bianzuTopology, exchanges } from '../bianzu-topology.js';
import { deadLetterHeaders, putBackOf } from '../dead-letter.js';
import type { Topology } from '../topology.js';
import { declareTopology } from './declare-topology.js';
import { WireNames } from './wire.js';

jest.setTimeout(60_000);

const plain = bianzuTopology({ lanes: 1, partners: [{ id: 'sys-1' }], destinations: [] });
const limited: Topology = {
  ...plain,
  queues: plain.queues.map((queue) =>
    queue.group === 'work' || queue.group === 'intake' ? { ...queue, deliveryLimit: 2 } : queue,
  ),
};

describe('a message that the broker gives up, because every process that had it in hand has gone', () => {
  let proxy: InterruptibleProxy;
  let harness: RabbitMqHarness;
  beforeEach(async () => {
    proxy = new InterruptibleProxy(new URL(amqpUrl()));
    await proxy.open();
    harness = new RabbitMqHarness({
      url: proxy.url,
      tuning: { reconnect: { firstMs: 10, longestMs: 20 } },
    });
  });
  afterEach(async () => {
    await harness.close();
    await proxy.close();
  });

  it('comes to the dead letters with where it was, and goes back there as it came, three times', async () => {
    const dying = new Recorder(() => {
      proxy.cut();
      return { kind: 'ack' };
    });
    const dead = new Recorder();
    const sender = await new RabbitMqHarness({ prefix: harness.prefix }).open(limited);
    await harness.open(limited, { intake: dying.handle });
    const owner = await new RabbitMqHarness({ prefix: harness.prefix }).open(limited, {
      'dead-letters': dead.handle,
    });
    const headers = { traceparent: '00-1-2-01' };
    await sender.publish([
      { ...textMessage(exchanges.intake, 'sys-1', 'heavy'), properties: { messageId: 'm-1', headers } },
    ]);
    for (let time = 1; time <= 3; time += 1) {
      const letter = (await dead.received(time)).at(-1)!;
      expect(letter.properties.headers).toMatchObject({
        [deadLetterHeaders.reason]: 'delivery_limit',
        [deadLetterHeaders.queue]: 'bianzu.intake.sys-1',
        [deadLetterHeaders.exchange]: exchanges.intake,
        [deadLetterHeaders.routingKey]: 'sys-1',
      });
      const back = putBackOf(letter)!;
      expect({ ...back, body: textOf(back) }).toEqual({
        exchange: exchanges.intake,
        routingKey: 'sys-1',
        body: 'heavy',
        properties: { messageId: 'm-1', headers: { ...headers, 'bianzu-times-back': time } },
      });
      await owner.publish([back]);
    }
    expect(putBackOf((await dead.received(4)).at(-1)!)).toBeUndefined();
    await owner.close();
    await sender.close();
  });

  it('stays among the dead letters when a handler has judged it', async () => {
    const judged = new Recorder(() => ({ kind: 'dead-letter', reason: 'no agreement' }));
    const dead = new Recorder();
    const transport = await harness.open(limited, { work: judged.handle, 'dead-letters': dead.handle });
    await transport.publish([textMessage(exchanges.work, '0', 'x')]);
    expect(putBackOf((await dead.received(1))[0]!)).toBeUndefined();
  });
});

/** As much of a broker as declaring needs; it has the queues of `before`, which were declared without a limit. */
class DeclaringBroker {
  readonly asked: { queue: string; limit: unknown }[] = [];

  constructor(
    private readonly version: string,
    private readonly before: readonly string[] = [],
  ) {}

  get connection(): ChannelModel {
    const nothing = (): Promise<void> => Promise.resolve();
    const assertQueue = (queue: string, options: { arguments: Record<string, unknown> }): Promise<void> => {
      const limit = options.arguments['x-delivery-limit'];
      this.asked.push({ queue, limit });
      return limit !== undefined && this.before.includes(queue)
        ? Promise.reject(new Error(`PRECONDITION_FAILED - inequivalent arg 'x-delivery-limit' for queue`))
        : Promise.resolve();
    };
    const channel = {
      on: nothing,
      assertExchange: nothing,
      bindQueue: nothing,
      close: nothing,
      assertQueue,
    };
    const serverProperties = { version: this.version };
    return {
      connection: { serverProperties },
      createChannel: () => Promise.resolve(channel),
    } as unknown as ChannelModel;
  }
}

describe('queues without a limit of their own', () => {
  const names = new WireNames('');
  const limits = async (broker: DeclaringBroker): Promise<unknown[]> => {
    await declareTopology(broker.connection, plain, names);
    return broker.asked.filter(({ queue }) => queue === 'bianzu.work.0').map(({ limit }) => limit);
  };

  it('are declared without end where the broker has a limit by itself, from 4.0 on', async () => {
    expect(await limits(new DeclaringBroker('4.1.2'))).toEqual([-1]);
    expect(await limits(new DeclaringBroker('3.13.7'))).toEqual([undefined]);
  });

  it('stay as they are when they are older than their broker', async () => {
    expect(await limits(new DeclaringBroker('4.0.1', ['bianzu.work.0']))).toEqual([-1, undefined]);
  });
});
