import { StageError } from '#libs/message';
import { BatchConsumer, type BatchLimits, type Held, type Settlement } from '../batch-consumer.js';
import type { Delivery, HandleBatch, Publication } from '../transport.js';

interface Entry extends Held {
  readonly settled: () => void;
  readonly abandoned: (error: StageError) => void;
}

export interface InProcessQueueOptions {
  readonly name: string;
  readonly handle: HandleBatch;
  readonly limits: BatchLimits;
  /** As many messages are in the queue at most; further ones wait outside until there is room. */
  readonly maxLength: number;
  readonly deadLetter: (delivery: Delivery, reason: string) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/** A queue in memory: whoever puts a message in learns when its handler is done with it, or that it never will be. */
export class InProcessQueue {
  private readonly entries = new Set<Entry>();
  private readonly outside: Entry[] = [];
  private readonly consumer: BatchConsumer<Entry>;
  private started = false;
  private closed = false;

  constructor(private readonly options: InProcessQueueOptions) {
    const settlement: Settlement<Entry> = {
      acknowledge: (entries) => entries.forEach((entry) => this.finish(entry)),
      deadLetter: async (entry, reason) => {
        await options.deadLetter(entry.delivery, reason);
        this.finish(entry);
      },
      report: options.report,
    };
    this.consumer = new BatchConsumer(options.handle, settlement, options.limits);
  }

  /** Messages that are in the queue or wait to get in. */
  get length(): number {
    return this.entries.size + this.outside.length;
  }

  /** Resolves when the message was acknowledged or is with the dead letters; rejects when the queue closes before. */
  put({ exchange, routingKey, body, properties, redelivered = false }: Publication): Promise<void> {
    if (this.closed) return Promise.reject(closedError(this.options.name));
    return new Promise((settled, abandoned) => {
      const delivery = {
        queue: this.options.name,
        exchange,
        routingKey,
        body,
        properties,
        redelivered,
      };
      this.outside.push({ delivery, settled, abandoned });
      this.admit();
    });
  }

  start(): void {
    this.started = true;
    this.admit();
  }

  /** Lets the handler finish what it has in hand; whatever has not begun is rejected, for its publisher still has it. */
  async close(): Promise<void> {
    this.closed = true;
    await this.consumer.stop();
    for (const entry of [...this.entries, ...this.outside.splice(0)]) {
      entry.abandoned(closedError(this.options.name));
    }
    this.entries.clear();
  }

  private admit(): void {
    if (!this.started || this.closed) return;
    while (this.entries.size < this.options.maxLength) {
      const entry = this.outside.shift();
      if (entry === undefined) return;
      this.entries.add(entry);
      this.consumer.offer(entry);
    }
  }

  private finish(entry: Entry): void {
    this.entries.delete(entry);
    entry.settled();
    this.admit();
  }
}

function closedError(queue: string): StageError {
  return new StageError('publish', `The transport closed before "${queue}" was done with the message.`, true);
}
