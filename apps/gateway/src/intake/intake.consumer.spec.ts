import { describe, expect, it } from '@jest/globals';
import { IntakeQueue, type IntakeAnswer, type WholeArrival } from '#libs/journal';
import type { LiveConfiguration } from '#libs/runtime';
import type { Delivery } from '#libs/transport';
import type { IntakeTelemetry } from '../telemetry/intake-telemetry.js';
import { IntakeConsumer } from './intake.consumer.js';
import type { IntakeService } from './intake.service.js';

const delivery = (messageId: string): Delivery => ({
  queue: 'bianzu.intake.sys-1',
  exchange: 'bianzu.intake',
  routingKey: 'sys-1',
  body: Buffer.from(messageId),
  properties: { messageId },
  redelivered: false,
});

/** A database that is away for its first commit. */
class RestartingJournal {
  readonly taken: string[] = [];
  private isUp = false;

  accept(arrivals: readonly WholeArrival[]): Promise<IntakeAnswer[]> {
    if (!this.isUp) {
      this.isUp = true;
      return Promise.reject(Object.assign(new Error('terminating connection'), { code: '57P01' }));
    }
    const ids = arrivals.map(({ bytes }) => Buffer.from(bytes).toString());
    this.taken.push(...ids);
    return Promise.resolve(ids.map((id) => ({ kind: 'accepted', id, sha256: '' })));
  }
}

function consumerOver(journal: RestartingJournal): IntakeConsumer {
  const queue = new IntakeQueue(journal);
  const intake: Pick<IntakeService, 'take'> = {
    take: ({ arrival, head }, line) => queue.submit({ ...arrival, bytes: head }, line),
  };
  const routing = { partner: () => ({ channels: ['amqp'] }) };
  return new IntakeConsumer(
    intake as IntakeService,
    { current: { routing } } as unknown as LiveConfiguration,
    { answered: () => undefined } as unknown as IntakeTelemetry,
  );
}

describe('what comes over AMQP together', () => {
  it('is taken in its order, also when the database was away for the first of it', async () => {
    const journal = new RestartingJournal();
    const consumer = consumerOver(journal);
    const batch = ['1', '2', '3'].map(delivery);
    expect((await consumer.take(batch)).map(({ kind }) => kind)).toEqual(['retry', 'retry', 'retry']);
    expect(journal.taken).toEqual([]);
    expect((await consumer.take(batch)).map(({ kind }) => kind)).toEqual(['ack', 'ack', 'ack']);
    expect(journal.taken).toEqual(['1', '2', '3']);
  });
});
