import { afterEach, describe, expect, it } from '@jest/globals';
import { Gate, Recorder, textMessage, textOf } from '../../test/recorder.js';
import { quickLimits, start, type TransportHarness } from '../../test/transport-harness.js';
import { transportSuite } from '../../test/transport-suite.js';
import { bianzuTopology, exchanges } from '../bianzu-topology.js';
import { InMemoryQueueStore } from './in-memory-queue-store.js';
import { InProcessTransport } from './in-process-transport.js';

function createHarness(): TransportHarness {
  const store = new InMemoryQueueStore();
  const opened: InProcessTransport[] = [];
  return {
    async open(topology, handlers) {
      const transport = new InProcessTransport({ topology, store, limits: quickLimits });
      opened.push(transport);
      await start(transport, handlers);
      return transport;
    },
    async fetch(queue) {
      for (;;) {
        const [message] = await store.take(queue, 1);
        if (message !== undefined) {
          await store.confirm(queue, [message.id]);
          return message;
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    async close() {
      await Promise.all(opened.map((transport) => transport.close()));
    },
  };
}

transportSuite('InProcessTransport', createHarness);

describe('InProcessTransport alone', () => {
  const topology = bianzuTopology({ lanes: 1, partners: [{ id: 'sys-1' }], destinations: ['sys-4'] });
  let transport: InProcessTransport;
  afterEach(() => transport.close());

  function create(options: { maxQueueLength?: number; store?: InMemoryQueueStore } = {}): InProcessTransport {
    const store = options.store ?? new InMemoryQueueStore();
    transport = new InProcessTransport({ topology, limits: quickLimits, ...options, store });
    return transport;
  }

  it('confirms a publication only when its handler has acknowledged it', async () => {
    const gate = new Gate();
    const events: string[] = [];
    const recorder = new Recorder(async () => {
      await gate.passed;
      events.push('handled');
      return { kind: 'ack' };
    });
    await start(create(), { work: recorder.handle });
    const published = transport
      .publish([textMessage(exchanges.work, '0', 'a')])
      .then(() => events.push('confirmed'));
    await recorder.received(1);
    expect(events).toEqual([]);
    gate.open();
    await published;
    expect(events).toEqual(['handled', 'confirmed']);
  });

  it('rejects as retryable what no handler had begun when it closed, and everything afterwards', async () => {
    const gate = new Gate();
    const recorder = new Recorder(async () => {
      await gate.passed;
      return { kind: 'ack' };
    });
    await start(create(), { work: { handle: recorder.handle, batchSize: 1 } });
    const first = transport.publish([textMessage(exchanges.work, '0', 'first')]);
    await recorder.received(1);
    const second = transport.publish([textMessage(exchanges.work, '0', 'second')]);
    const closed = transport.close();
    gate.open();
    await closed;
    await expect(first).resolves.toBeUndefined();
    await expect(second).rejects.toMatchObject({ stage: 'publish', retryable: true });
    const late = transport.publish([textMessage(exchanges.work, '0', 'late')]);
    await expect(late).rejects.toMatchObject({ stage: 'publish', retryable: true });
    expect(transport.connected).toBe(false);
  });

  it('lets no more messages into a queue than it may hold, and loses none of those that wait outside', async () => {
    const sizes: number[] = [];
    const recorder = new Recorder();
    const handle: typeof recorder.handle = (deliveries) => {
      sizes.push(deliveries.length);
      return recorder.handle(deliveries);
    };
    await start(create({ maxQueueLength: 4 }), { work: { handle, batchSize: 100 } });
    const texts = Array.from({ length: 30 }, (_, index) => String(index));
    await transport.publish(texts.map((text) => textMessage(exchanges.work, '0', text)));
    expect(recorder.texts).toEqual(texts);
    expect(Math.max(...sizes)).toBe(4);
  });

  it('stores what has no handler in this process, and rejects as retryable when the store fails', async () => {
    const store = new InMemoryQueueStore();
    await start(create({ store }));
    await transport.publish([textMessage(exchanges.work, '0', 'for later')]);
    expect((await store.take('bianzu.work.0', 10)).map(textOf)).toEqual(['for later']);

    store.append = () => Promise.reject(new Error('disk full'));
    const refused = transport.publish([textMessage(exchanges.deliver, 'sys-4', 'a')]);
    await expect(refused).rejects.toMatchObject({ stage: 'publish', retryable: true });
  });

  it('shows published messages to subscribers by topic, until they end their subscription', async () => {
    await start(create());
    const seen: string[] = [];
    const end = transport.subscribe(exchanges.canonical, 'party.#', async (deliveries) => {
      seen.push(...deliveries.map((delivery) => delivery.routingKey));
    });
    const publish = (key: string): Promise<void> =>
      transport.publish([textMessage(exchanges.canonical, key, '')]);
    await publish('party.1.sys-1');
    await publish('transport-order.1.sys-1');
    await publish('party.1.sys-4');
    await end();
    await publish('party.1.sys-5');
    expect(seen).toEqual(['party.1.sys-1', 'party.1.sys-4']);
  });

  it('is not held up for ever by a subscriber that fails', async () => {
    await start(create());
    let calls = 0;
    transport.subscribe(exchanges.canonical, '#', async () => {
      calls += 1;
      throw new Error('observer broken');
    });
    await transport.publish([textMessage(exchanges.canonical, 'party.1.sys-1', '')]);
    expect(calls).toBe(5);
  });
});
