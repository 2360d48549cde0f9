import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../simulators/random.js';
import type { Sending } from './ledger.js';
import { deadlyOrder, interchangeOf, orderSteps, parcels, status, tiny } from './messages.js';
import type { Sender } from './senders.js';

export interface LoadOptions {
  /** Orders whose versions are sent side by side, half of them over AMQP. */
  readonly orders: number;
  /** Lines of each file and messages of each interchange. */
  readonly batchSize: number;
  readonly files: number;
  /** Between two messages of one order. */
  readonly pauseMs: number;
  /** Messages that may be sent and not yet acknowledged by the hub; more would only make runs longer. */
  readonly window: number;
  /** Orders that end each process which works on them; they come first. */
  readonly deadly?: number;
}

export const shortLoad: LoadOptions = { orders: 8, batchSize: 250, files: 2, pauseMs: 30, window: 60 };
export const longLoad: LoadOptions = { orders: 24, batchSize: 1_000, files: 6, pauseMs: 20, window: 200 };
/** Slow enough for a partner that takes one after the other, and is away for most of the time. */
export const pushedLoad: LoadOptions = { orders: 8, batchSize: 100, files: 1, pauseMs: 400, window: 200 };

/** Sends what partners send, each at its own pace, until it is told to stop. What has begun is sent to its end. */
export class Load {
  private isStopping = false;
  private readonly flows: Promise<void>[];

  constructor(
    senders: { rest: Sender; amqp: Sender },
    private readonly options: LoadOptions,
    seed: string,
    private readonly underWay: () => number,
  ) {
    const random = new Random(seed);
    const steps = Array.from({ length: options.orders }, (_, order) => {
      const channel = order % 2 === 0 ? 'rest' : 'amqp';
      const own = random.fork(order);
      return this.flow(senders[channel], orderSteps(order + 1, channel, own), options.pauseMs, own);
    });
    const files = (make: (number: number, size: number) => Sending): Generator<Sending> =>
      counted((number) => make(number, options.batchSize), options.files);
    const tinies = (['rest', 'amqp'] as const).map((channel) =>
      this.flow(
        senders[channel],
        counted((number) => tiny(number, channel), mostTinies),
        options.pauseMs * 20,
        random.fork(`tiny ${channel}`),
      ),
    );
    this.flows = [
      ...steps,
      ...tinies,
      this.flow(
        senders.rest,
        counted(deadlyOrder, options.deadly ?? 0),
        options.pauseMs,
        random.fork('deadly'),
      ),
      this.flow(senders.rest, counted(status, mostStatuses), options.pauseMs, random.fork('status')),
      this.flow(senders.rest, files(parcels), options.pauseMs * 50, random.fork('parcels')),
      this.flow(senders.rest, files(interchangeOf), options.pauseMs * 50, random.fork('interchanges')),
    ];
  }

  /** Resolves when everybody has the word that what was sent is safe. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.flows);
  }

  /** One message after the other; now and then one that was answered is sent once more, as it is. */
  private async flow(
    sender: Sender,
    steps: Iterable<Sending>,
    pauseMs: number,
    random: Random,
  ): Promise<void> {
    for (const sending of steps) {
      await sender.send(sending);
      if (random.chance(0.05)) await sender.send(sending);
      if (this.isStopping) return;
      await pause(pauseMs * (0.5 + random.next()));
      while (this.underWay() > this.options.window && !this.isStopping) await pause(pauseMs);
    }
  }
}

const mostStatuses = 8_000;
const mostTinies = 200;

function* counted(make: (number: number) => Sending, most: number): Generator<Sending> {
  for (let number = 1; number <= most; number += 1) yield make(number);
}
