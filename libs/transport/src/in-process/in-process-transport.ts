import { StageError } from '#libs/message';
import type { BatchLimits } from '../batch-consumer.js';
import { BatchServer, defaultLimits } from '../batch-server.js';
import { deadLetterOf } from '../dead-letter.js';
import { allPublished, unroutable } from '../publication-error.js';
import { joined, type Queue, type Topology } from '../topology.js';
import type { Delivery, HandleBatch, Publication, QueueFacts } from '../transport.js';
import { InProcessQueue, type InProcessQueueOptions } from './in-process-queue.js';
import type { QueueStore } from './queue-store.js';
import { matchesTopic, Routes } from './routes.js';

export interface InProcessOptions {
  readonly topology: Topology;
  /** Keeps the messages of queues that partners consume, and of those that have no handler in this process. */
  readonly store: QueueStore;
  /** Messages that one queue holds at most; more wait outside, and with them their publisher. 10,000 by default. */
  readonly maxQueueLength?: number;
  /** For handlers that say nothing else. */
  readonly limits?: Partial<BatchLimits>;
}

interface Targets {
  readonly unroutable?: StageError;
  readonly toHandle: readonly InProcessQueue[];
  readonly toStore: readonly Queue[];
}

interface Subscription {
  readonly exchange: string;
  readonly pattern: string;
  readonly queue: InProcessQueue;
}

/** An observer of published messages; when it throws, it gets the same ones again a few times. */
export type Observe = (deliveries: readonly Delivery[]) => Promise<void>;

const defaultMaxQueueLength = 10_000;

/**
 * The transport of the embedded edition: the same topology and the same handlers without a broker. It keeps nothing
 * itself. A publication is confirmed when the handler of each of its queues has acknowledged it, or the store has it;
 * until then its publisher (the journal's outbox) has it and publishes it again after a crash. For that reason a handler
 * must not wait for a publication to its own queue.
 */
export class InProcessTransport extends BatchServer {
  protected override topology: Topology;
  protected override readonly limits: Partial<BatchLimits> | undefined;
  private routes: Routes;
  private readonly queues = new Map<string, InProcessQueue>();
  private readonly subscriptions = new Set<Subscription>();
  private state: 'new' | 'open' | 'closing' | 'closed' = 'new';

  constructor(private readonly options: InProcessOptions) {
    super();
    this.topology = options.topology;
    this.limits = options.limits;
    this.routes = new Routes(options.topology);
  }

  get connected(): boolean {
    return this.state === 'open';
  }

  override listen(callback: (error?: unknown) => void): void {
    try {
      this.serve();
    } catch (error) {
      callback(error);
      return;
    }
    this.state = 'open';
    for (const queue of this.queues.values()) queue.start();
    this._status$.next('connected');
    callback();
  }

  override async inspect(): Promise<QueueFacts[]> {
    return this.topology.queues.flatMap(({ name, group = name, consumer }) => {
      const queue = this.queues.get(name);
      return queue === undefined ? [] : [{ name, group, consumer, messages: queue.length, consumers: 1 }];
    });
  }

  override async extend(after: Topology): Promise<void> {
    const { topology, added } = joined(this.topology, after);
    if (added.length === 0) return;
    this.topology = topology;
    this.routes = new Routes(topology);
    if (this.state === 'open') for (const queue of this.serve()) queue.start();
  }

  async publish(batch: readonly Publication[]): Promise<void> {
    if (this.state === 'new' || this.state === 'closed') {
      const failure = new StageError('publish', 'The transport is not open.', true);
      return allPublished(batch.map(() => Promise.reject(failure)));
    }
    const targets = batch.map((publication) => this.targetsOf(publication));
    const stored = new Map<string, Publication[]>();
    batch.forEach((publication, index) => {
      for (const { name } of targets[index]?.toStore ?? []) {
        stored.set(name, [...(stored.get(name) ?? []), publication]);
      }
    });
    const appended = new Map([...stored].map(([queue, messages]) => [queue, this.append(queue, messages)]));
    const safe = batch.map(async (publication, index) => {
      const { unroutable, toHandle = [], toStore = [] } = targets[index] ?? {};
      if (unroutable !== undefined) throw unroutable;
      const handled = toHandle.map((queue) => queue.put(publication));
      await Promise.all([...handled, ...toStore.map((queue) => appended.get(queue.name))]);
    });
    await allPublished(safe);
  }

  /**
   * Lets an observer see what is published to an exchange from now on, by a topic pattern. Publications wait for it; a
   * copy that it refuses repeatedly is reported and dropped. Gives back the way to end the subscription.
   */
  subscribe(exchange: string, pattern: string, observe: Observe): () => Promise<void> {
    const name = `${exchange}: ${this.routes.exchange(exchange).kind === 'topic' ? pattern : '#'}`;
    const handle: HandleBatch = async (deliveries) => {
      await observe(deliveries);
      return deliveries.map(() => ({ kind: 'ack' }));
    };
    const deadLetter = async (_: Delivery, reason: string): Promise<void> =>
      this.report(new Error(`A subscription to ${name} was given up for one message: ${reason}`));
    const limits = { ...defaultLimits, ...this.limits };
    const queue = new InProcessQueue({ ...this.queueOptions(), name, handle, limits, deadLetter });
    const subscription = { exchange, pattern, queue };
    this.subscriptions.add(subscription);
    queue.start();
    return async () => {
      this.subscriptions.delete(subscription);
      await queue.close();
    };
  }

  /** Finishes what handlers have in hand; publications that no handler has begun are rejected as retryable. */
  override async close(): Promise<void> {
    if (this.state === 'open') this.state = 'closing';
    const subscribed = [...this.subscriptions].map((subscription) => subscription.queue);
    await Promise.all([...this.queues.values(), ...subscribed].map((queue) => queue.close()));
    this.state = 'closed';
  }

  override unwrap<T>(): T {
    return this as unknown as T;
  }

  /** Makes what is not there yet of the queues that have a handler here. */
  private serve(): InProcessQueue[] {
    const added: InProcessQueue[] = [];
    for (const { queue, handle, limits } of this.consumptions()) {
      if (this.queues.has(queue.name)) continue;
      const served = this.queueFor(queue, handle, limits);
      this.queues.set(queue.name, served);
      added.push(served);
    }
    return added;
  }

  private queueFor(queue: Queue, handle: HandleBatch, limits: BatchLimits): InProcessQueue {
    const deadLetter = async (delivery: Delivery, reason: string): Promise<void> => {
      const publication = deadLetterOf(queue, delivery, reason);
      if (publication === undefined) throw new Error(`The queue "${queue.name}" has no dead letters.`);
      await this.publish([publication]);
    };
    return new InProcessQueue({ ...this.queueOptions(), name: queue.name, handle, limits, deadLetter });
  }

  private queueOptions(): Pick<InProcessQueueOptions, 'maxLength' | 'report'> {
    return {
      maxLength: this.options.maxQueueLength ?? defaultMaxQueueLength,
      report: (error) => this.report(error),
    };
  }

  private targetsOf({ exchange, routingKey }: Publication): Targets {
    const toHandle: InProcessQueue[] = [];
    const toStore: Queue[] = [];
    for (const queue of this.routes.queuesFor(exchange, routingKey)) {
      const handled = this.queues.get(queue.name);
      if (handled === undefined) toStore.push(queue);
      else toHandle.push(handled);
    }
    if (toHandle.length + toStore.length === 0 && this.routes.exchange(exchange).kind === 'direct') {
      return { unroutable: unroutable(exchange, routingKey), toHandle, toStore };
    }
    for (const subscription of this.subscriptions) {
      const matches = subscription.exchange === exchange && matchesTopic(subscription.pattern, routingKey);
      if (matches) toHandle.push(subscription.queue);
    }
    return { toHandle, toStore };
  }

  private async append(queue: string, messages: readonly Publication[]): Promise<void> {
    try {
      await this.options.store.append(queue, messages);
    } catch (cause) {
      throw new StageError('publish', `The messages for "${queue}" could not be stored.`, true, { cause });
    }
  }
}
