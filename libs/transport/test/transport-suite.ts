import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StageError } from '#libs/message';
import {
  bianzuTopology,
  deadLetterHeaders,
  exchanges,
  PublicationError,
  type Topology,
} from '../src/index.js';
import { Gate, Recorder, textMessage, textOf } from './recorder.js';
import type { TransportHarness } from './transport-harness.js';

const topology = bianzuTopology({
  lanes: 3,
  partners: [{ id: 'sys-1' }, { id: 'sys-2' }],
  destinations: ['sys-4'],
});

/** What holds for every transport. */
export function transportSuite(name: string, createHarness: () => TransportHarness): void {
  describe(name, () => {
    let harness: TransportHarness;
    beforeEach(() => {
      harness = createHarness();
    });
    afterEach(() => harness.close());

    describe('routing', () => routing(() => harness));
    describe('consuming', () => consuming(() => harness));
    describe('failures', () => failures(() => harness));
  });
}

function routing(harness: () => TransportHarness): void {
  it('carries bytes of any value and all properties to the queue that is bound', async () => {
    const intake = new Recorder();
    const transport = await harness().open(topology, { intake: intake.handle });
    const body = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
    const properties = {
      messageId: 'm-1',
      contentType: 'application/xml; charset=gb18030',
      contentEncoding: 'identity',
      correlationId: 'c-1',
      replyTo: 'bianzu.reply.sys-1',
      type: 'transport-order.1',
      appId: 'sys-1',
      timestamp: 1_795_000_000,
      headers: { station: '郑州北', attempt: 2, big: 4_294_967_297, urgent: true, rate: 1.5 },
    };

    await transport.publish([{ exchange: exchanges.intake, routingKey: 'sys-1', body, properties }]);

    const [delivery] = await intake.received(1);
    expect({ ...delivery, body: Array.from(delivery?.body ?? []) }).toEqual({
      queue: 'bianzu.intake.sys-1',
      exchange: exchanges.intake,
      routingKey: 'sys-1',
      body: Array.from(body),
      properties,
      redelivered: false,
    });
  });

  it('carries an empty body and one of three million bytes', async () => {
    const intake = new Recorder();
    const transport = await harness().open(topology, { intake: intake.handle });
    const large = Buffer.alloc(3_000_000, 0xfe);
    const base = { exchange: exchanges.intake, routingKey: 'sys-1', properties: {} };
    await transport.publish([
      { ...base, body: new Uint8Array() },
      { ...base, body: large },
    ]);
    const [empty, full] = await intake.received(2);
    expect(empty?.body.byteLength).toBe(0);
    expect(Buffer.compare(full?.body as Uint8Array, large)).toBe(0);
  });

  it('gives what comes from an unknown sender to the queue behind the alternate exchange', async () => {
    const [intake, unknown] = [new Recorder(), new Recorder()];
    const transport = await harness().open(topology, {
      intake: intake.handle,
      'unknown-sender': unknown.handle,
    });
    await transport.publish([textMessage(exchanges.intake, 'nobody', 'a')]);
    const [delivery] = await unknown.received(1);
    expect(delivery).toMatchObject({ queue: 'bianzu.intake.unknown-sender', routingKey: 'nobody' });
    expect(intake.deliveries).toEqual([]);
  });

  it('matches topics word by word', async () => {
    const patterns = ['#', '*', 'a.#', '#.c', 'a.*.c', '*.b', 'a.#.b.#.c', '#.*', 'a.b', ''];
    const keys = ['', 'a', 'a.b', 'a.b.c', 'a.x.b.y.c', 'b', 'A.b', 'a.', '.', 'a.b.c.d'];
    const topics: Topology = {
      exchanges: [{ name: 'topics', kind: 'topic' }],
      queues: patterns.map((_, index) => ({ name: `q${index}`, group: 'all', consumer: 'bianzu' })),
      bindings: patterns.flatMap((pattern, index) => [
        { exchange: 'topics', queue: `q${index}`, pattern },
        { exchange: 'topics', queue: `q${index}`, pattern: 'the.very.end' },
      ]),
    };
    const recorder = new Recorder();
    const transport = await harness().open(topics, { all: recorder.handle });
    await transport.publish(keys.map((key) => textMessage('topics', key, key)));
    await transport.publish([textMessage('topics', 'the.very.end', 'end')]);
    await recorder.receivedText('end', patterns.length);
    const got = patterns.map((_, index) =>
      recorder.deliveries.filter((delivery) => delivery.queue === `q${index}`).map(textOf),
    );
    expect(Object.fromEntries(patterns.map((pattern, index) => [pattern, got[index]?.slice(0, -1)]))).toEqual(
      {
        '#': keys,
        '*': ['a', 'b'],
        'a.#': ['a', 'a.b', 'a.b.c', 'a.x.b.y.c', 'a.', 'a.b.c.d'],
        '#.c': ['a.b.c', 'a.x.b.y.c'],
        'a.*.c': ['a.b.c'],
        '*.b': ['a.b', 'A.b'],
        'a.#.b.#.c': ['a.b.c', 'a.x.b.y.c'],
        '#.*': keys.slice(1),
        'a.b': ['a.b'],
        '': [''],
      },
    );
  });

  it('accepts a topic for which there is no queue', async () => {
    const transport = await harness().open(topology);
    await expect(
      transport.publish([textMessage(exchanges.canonical, 'party.1.sys-1', 'a')]),
    ).resolves.toBeUndefined();
  });

  it('names the publications of a batch that a direct exchange could not route, and publishes the others', async () => {
    const transport = await harness().open(topology);
    const batch = ['sys-4', 'sys-9', 'sys-4'].map((id, index) =>
      textMessage(exchanges.deliver, id, String(index)),
    );
    const failure: unknown = await transport.publish(batch).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PublicationError);
    expect([...(failure as PublicationError).failures.keys()]).toEqual([1]);
    expect((failure as PublicationError).retryable).toBe(false);
    expect(textOf(await harness().fetch('bianzu.out.sys-4'))).toBe('0');
    expect(textOf(await harness().fetch('bianzu.out.sys-4'))).toBe('2');
  });

  it('throws for an exchange that the topology does not have', async () => {
    const transport = await harness().open(topology);
    await expect(transport.publish([textMessage('elsewhere', 'x', 'a')])).rejects.toThrow(
      'The topology has no exchange "elsewhere".',
    );
  });

  it('keeps messages of a partner until the partner fetches them', async () => {
    const transport = await harness().open(topology);
    await transport.publish([textMessage(exchanges.reply, 'sys-2', 'received')]);
    expect(textOf(await harness().fetch('bianzu.reply.sys-2'))).toBe('received');
  });
}

function consuming(harness: () => TransportHarness): void {
  const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

  it('hands out batches of at most the size asked for, in order and one at a time', async () => {
    let inHand = 0;
    let mostInHand = 0;
    const recorder = new Recorder();
    const handle: typeof recorder.handle = async (deliveries) => {
      inHand += 1;
      mostInHand = Math.max(mostInHand, inHand);
      const verdicts = await recorder.handle(deliveries);
      inHand -= 1;
      return verdicts;
    };
    const transport = await harness().open(topology, { work: { handle, batchSize: 7, lingerMs: 20 } });
    await transport.publish(numbers(50).map((text) => textMessage(exchanges.work, '1', text)));
    await recorder.received(50);
    expect(recorder.texts).toEqual(numbers(50));
    expect(Math.max(...recorder.batches.map((batch) => batch.length))).toBe(7);
    expect(mostInHand).toBe(1);
  });

  it('works on several lanes side by side with one handler', async () => {
    const gate = new Gate();
    const recorder = new Recorder(async () => {
      await gate.passed;
      return { kind: 'ack' };
    });
    const transport = await harness().open(topology, { work: recorder.handle });
    const published = transport.publish(
      ['0', '1', '2'].map((lane) => textMessage(exchanges.work, lane, lane)),
    );
    const deliveries = await recorder.received(3);
    expect(recorder.batches).toHaveLength(3);
    expect(deliveries.map((delivery) => delivery.queue).sort()).toEqual([
      'bianzu.work.0',
      'bianzu.work.1',
      'bianzu.work.2',
    ]);
    gate.open();
    await published;
  });

  it('holds a lane while a message waits for its retry, so that nothing overtakes it', async () => {
    const recorder = new Recorder(({ body, redelivered }) =>
      textOf({ body }) === '1' && !redelivered ? { kind: 'retry', afterMs: 30 } : { kind: 'ack' },
    );
    const transport = await harness().open(topology, { work: { handle: recorder.handle, batchSize: 2 } });
    await transport.publish(numbers(4).map((text) => textMessage(exchanges.work, '0', text)));
    const deliveries = await recorder.received(5);
    expect(recorder.texts).toEqual(['0', '1', '1', '2', '3']);
    expect(deliveries.map((delivery) => delivery.redelivered)).toEqual([false, false, true, false, false]);
  });

  it('holds no other lane meanwhile', async () => {
    const recorder = new Recorder(({ routingKey }) =>
      routingKey === '0' ? { kind: 'retry', afterMs: 300_000 } : { kind: 'ack' },
    );
    const transport = await harness().open(topology, { work: recorder.handle });
    const held = transport.publish([textMessage(exchanges.work, '0', 'held')]).catch(() => undefined);
    await recorder.received(1);
    await transport.publish([textMessage(exchanges.work, '1', 'free')]);
    await recorder.received(2);
    expect(recorder.texts).toEqual(['held', 'free']);
    await transport.close();
    await held;
  });

  it('finishes what is in hand when it closes, and takes nothing more', async () => {
    const gate = new Gate();
    let finished = 0;
    const recorder = new Recorder(async () => {
      await gate.passed;
      finished += 1;
      return { kind: 'ack' };
    });
    const transport = await harness().open(topology, { work: { handle: recorder.handle, batchSize: 1 } });
    const published = ['first', 'second'].map((text) =>
      transport.publish([textMessage(exchanges.work, '0', text)]).catch((error: unknown) => error),
    );
    await recorder.received(1);
    const closed = transport.close();
    gate.open();
    await closed;
    expect(finished).toBe(1);
    expect(recorder.texts).toEqual(['first']);
    await Promise.all(published);
  });

  it('refuses a handler of queues that do not exist', async () => {
    const { handle } = new Recorder();
    await expect(harness().open(topology, { works: handle })).rejects.toThrow('no group "works"');
  });
}

function failures(harness: () => TransportHarness): void {
  it('moves a message to the dead letters with its reason, its bytes and where it was', async () => {
    const recorder = new Recorder(() => ({ kind: 'dead-letter', reason: 'no agreement 没有协议' }));
    const transport = await harness().open(topology, { intake: recorder.handle });
    const body = Uint8Array.from([0x81, 0x30, 0x00, 0xff]);
    const properties = { messageId: 'm-7', headers: { line: 3 } };
    await transport.publish([{ exchange: exchanges.intake, routingKey: 'sys-2', body, properties }]);
    const dead = await harness().fetch('bianzu.dead-letters');
    expect(Array.from(dead.body)).toEqual(Array.from(body));
    expect(dead.properties).toEqual({
      messageId: 'm-7',
      headers: {
        line: 3,
        [deadLetterHeaders.reason]: 'no agreement 没有协议',
        [deadLetterHeaders.queue]: 'bianzu.intake.sys-2',
        [deadLetterHeaders.exchange]: exchanges.intake,
        [deadLetterHeaders.routingKey]: 'sys-2',
      },
    });
  });

  it('delivers again after the handler threw a retryable StageError', async () => {
    let failed = 0;
    const recorder = new Recorder(() => {
      failed += 1;
      if (failed <= 3) throw new StageError('apply', 'the database is away', true);
      return { kind: 'ack' };
    });
    const transport = await harness().open(topology, { work: recorder.handle });
    await transport.publish([textMessage(exchanges.work, '0', 'a')]);
    const deliveries = await recorder.received(4);
    expect(deliveries.map((delivery) => delivery.redelivered)).toEqual([false, true, true, true]);
  });

  it('finds out which message of a batch cannot be handled, and gives up only that one', async () => {
    const done: string[] = [];
    const handle = async (deliveries: readonly { body: Uint8Array }[]): Promise<{ kind: 'ack' }[]> => {
      const texts = deliveries.map(textOf);
      if (texts.includes('bad')) throw new StageError('decode', 'unreadable', false);
      done.push(...texts);
      return texts.map(() => ({ kind: 'ack' }));
    };
    const all = new Gate();
    const counting: typeof handle = async (deliveries) => {
      const verdicts = await handle(deliveries);
      if (done.length === 3) all.open();
      return verdicts;
    };
    const transport = await harness().open(topology, { work: { handle: counting, lingerMs: 20 } });
    await transport.publish(['a', 'b', 'bad', 'c'].map((text) => textMessage(exchanges.work, '2', text)));
    await all.passed;
    expect(done).toEqual(['a', 'b', 'c']);
    const dead = await harness().fetch('bianzu.dead-letters');
    expect(textOf(dead)).toBe('bad');
    expect(dead.properties.headers?.[deadLetterHeaders.reason]).toBe('decode: unreadable');
  });

  it('gives up a message on which the handler fails unexpectedly time and again', async () => {
    const recorder = new Recorder(({ body }) => {
      if (textOf({ body }) === 'bad') throw new TypeError('x is undefined');
      return { kind: 'ack' };
    });
    const transport = await harness().open(topology, { work: recorder.handle });
    await transport.publish([textMessage(exchanges.work, '0', 'bad')]);
    await transport.publish([textMessage(exchanges.work, '0', 'good')]);
    const dead = await harness().fetch('bianzu.dead-letters');
    expect(dead.properties.headers?.[deadLetterHeaders.reason]).toBe(
      'failed 5 times: TypeError: x is undefined',
    );
    await recorder.received(6);
    expect(recorder.texts.at(-1)).toBe('good');
  });

  it('takes a wrong number of verdicts for a failure, never for an acknowledgement', async () => {
    const transport = await harness().open(topology, { work: async () => [] });
    await transport.publish([textMessage(exchanges.work, '0', 'a')]);
    const dead = await harness().fetch('bianzu.dead-letters');
    expect(dead.properties.headers?.[deadLetterHeaders.reason]).toContain('0 verdicts on 1 deliveries');
  });
}
