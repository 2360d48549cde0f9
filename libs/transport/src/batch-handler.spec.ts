import 'reflect-metadata';
import { Controller, Inject, Injectable, Logger, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterEach, describe, expect, it } from '@jest/globals';
import { StageError } from '#libs/message';
import { textMessage, textOf } from '../test/recorder.js';
import { quickLimits } from '../test/transport-harness.js';
import { BatchHandler } from './batch-handler.js';
import { bianzuTopology, exchanges } from './bianzu-topology.js';
import { deadLetterHeaders } from './dead-letter.js';
import { InMemoryQueueStore } from './in-process/in-memory-queue-store.js';
import { InProcessTransport } from './in-process/in-process-transport.js';
import type { Delivery, Publisher, Verdict } from './transport.js';
import { PUBLISHER } from './publisher-token.js';

const topology = bianzuTopology({ lanes: 2, partners: [{ id: 'sys-1' }], destinations: ['sys-4'] });

@Injectable()
class Words {
  readonly seen: string[] = [];
}

@Controller()
class WorkController {
  constructor(
    private readonly words: Words,
    @Inject(PUBLISHER) private readonly publisher: Publisher,
  ) {}

  @BatchHandler('work', { batchSize: 3, lingerMs: 20 })
  async work(deliveries: readonly Delivery[]): Promise<readonly Verdict[]> {
    this.words.seen.push(deliveries.map(textOf).join('+'));
    await this.publisher.publish(deliveries.map((d) => textMessage(exchanges.deliver, 'sys-4', textOf(d))));
    return deliveries.map(() => ({ kind: 'ack' }));
  }

  @BatchHandler('intake')
  async intake(): Promise<readonly Verdict[]> {
    throw new StageError('identify', 'no agreement', false);
  }
}

@Controller()
class SecondWorkController {
  @BatchHandler('work')
  async work(deliveries: readonly Delivery[]): Promise<readonly Verdict[]> {
    return deliveries.map(() => ({ kind: 'ack' }));
  }
}

describe('a controller with @BatchHandler', () => {
  const store = new InMemoryQueueStore();
  let app: INestMicroservice | undefined;
  afterEach(() => app?.close());

  async function startApp(
    controllers: (new (...args: never[]) => object)[],
    served = topology,
  ): Promise<InProcessTransport> {
    const transport = new InProcessTransport({ topology: served, store, limits: quickLimits });
    @Module({ controllers, providers: [Words, { provide: PUBLISHER, useValue: transport }] })
    class AppModule {}
    app = await NestFactory.createMicroservice(AppModule, { strategy: transport, logger: false });
    Logger.overrideLogger(false);
    await app.listen();
    return transport;
  }

  it('gets batches of every queue of its group, with what it needs injected', async () => {
    const transport = await startApp([WorkController]);
    const texts = ['a', 'b', 'c', 'd'];
    await transport.publish(texts.map((text) => textMessage(exchanges.work, '1', text)));
    expect(app?.get(Words).seen).toEqual(['a+b+c', 'd']);
    expect((await store.take('bianzu.out.sys-4', 10)).map(textOf)).toEqual(texts);
  });

  it('can throw a StageError, and the transport sees it as it is', async () => {
    const transport = await startApp([WorkController]);
    await transport.publish([textMessage(exchanges.intake, 'sys-1', 'x')]);
    const [dead] = await store.take('bianzu.dead-letters', 1);
    expect(dead?.properties.headers?.[deadLetterHeaders.reason]).toBe('identify: no agreement');
  });

  it('may wait for the first queue of its group, of a partner that comes later', async () => {
    const nobody = bianzuTopology({ lanes: 2, partners: [], destinations: ['sys-4'] });
    const transport = await startApp([WorkController], nobody);
    await transport.extend(topology);
    await transport.publish([textMessage(exchanges.intake, 'sys-1', 'first')]);
    const dead = await store.take('bianzu.dead-letters', 10);
    expect(dead.map(textOf)).toContain('first');
  });

  it('is the only one of its queues', async () => {
    await expect(startApp([WorkController, SecondWorkController])).rejects.toThrow(
      'There are two handlers of "work".',
    );
  });
});
