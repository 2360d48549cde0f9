import { describe, expect, it } from '@jest/globals';
import { Gate, Recorder, textOf } from '../test/recorder.js';
import { BatchConsumer, type Held, type Settlement } from './batch-consumer.js';
import type { HandleBatch } from './transport.js';

const limits = { batchSize: 10, lingerMs: 0, backoff: { firstMs: 1, longestMs: 2 } };

function held(text: string): Held {
  const delivery = { queue: 'q', exchange: 'e', routingKey: 'k', properties: {}, redelivered: false };
  return { delivery: { ...delivery, body: Buffer.from(text) } };
}

class Settled implements Settlement<Held> {
  readonly acknowledged: string[][] = [];
  readonly dead: string[] = [];
  readonly errors: unknown[] = [];
  readonly anyDead = new Gate();
  failingDeadLetters = 0;

  acknowledge(items: readonly Held[]): void {
    this.acknowledged.push(items.map((item) => textOf(item.delivery)));
  }

  async deadLetter(item: Held, reason: string): Promise<void> {
    if (this.failingDeadLetters > 0) {
      this.failingDeadLetters -= 1;
      throw new Error('no broker');
    }
    this.dead.push(`${textOf(item.delivery)}: ${reason}`);
    this.anyDead.open();
  }

  report(error: unknown): void {
    this.errors.push(error);
  }
}

function consume(handle: HandleBatch, lingerMs = 0): { consumer: BatchConsumer<Held>; settled: Settled } {
  const settled = new Settled();
  return { consumer: new BatchConsumer(handle, settled, { ...limits, lingerMs }), settled };
}

describe('BatchConsumer', () => {
  it('begins at once when a batch is full, without waiting for the end of its lingering', async () => {
    const recorder = new Recorder();
    const { consumer } = consume(recorder.handle, 600_000);
    for (let number = 0; number < 10; number += 1) consumer.offer(held(String(number)));
    await recorder.received(10);
    await consumer.stop();
    expect(recorder.batches).toHaveLength(1);
  });

  it('acknowledges the deliveries beside one that is to be retried, and offers only that one again', async () => {
    const recorder = new Recorder(({ body, redelivered }) =>
      textOf({ body }) === 'b' && !redelivered ? { kind: 'retry', afterMs: 1 } : { kind: 'ack' },
    );
    const { consumer, settled } = consume(recorder.handle, 5);
    for (const text of ['a', 'b', 'c']) consumer.offer(held(text));
    await recorder.received(4);
    await consumer.stop();
    expect(settled.acknowledged).toEqual([['a', 'c'], ['b']]);
  });

  it('keeps a delivery for which the dead letters are not to be had, and tries again', async () => {
    const recorder = new Recorder(() => ({ kind: 'dead-letter', reason: 'bad' }));
    const { consumer, settled } = consume(recorder.handle);
    settled.failingDeadLetters = 2;
    consumer.offer(held('a'));
    await settled.anyDead.passed;
    await consumer.stop();
    expect(settled.dead).toEqual(['a: bad']);
    expect(settled.errors).toHaveLength(2);
  });

  it('takes nothing after it was stopped, not even what was held for a retry', async () => {
    const recorder = new Recorder(() => ({ kind: 'retry', afterMs: 600_000 }));
    const { consumer, settled } = consume(recorder.handle);
    consumer.offer(held('a'));
    await recorder.received(1);
    await consumer.stop();
    consumer.offer(held('b'));
    await consumer.stop();
    expect(recorder.texts).toEqual(['a']);
    expect(settled.acknowledged).toEqual([]);
  });
});
