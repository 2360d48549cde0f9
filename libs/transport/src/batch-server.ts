import { Server, type MessageHandler } from '@nestjs/microservices';
import { lastValueFrom, type Observable } from 'rxjs';
import { BatchContext, transportId, type BatchOptions } from './batch-handler.js';
import type { BatchLimits } from './batch-consumer.js';
import { checkTopology, type Queue, type Topology } from './topology.js';
import type { HandleBatch, Publication, QueueFacts, Transport, Verdict } from './transport.js';

/** A queue that this process consumes, and how. */
export interface Consumption {
  readonly queue: Queue;
  readonly handle: HandleBatch;
  readonly limits: BatchLimits;
}

/** Used where neither the handler nor the options of the transport say something else. */
export const defaultLimits: BatchLimits = {
  batchSize: 100,
  lingerMs: 5,
  backoff: { firstMs: 1_000, longestMs: 60_000 },
};

/** What both transports have in common: which NestJS handler serves which queue of the topology. */
export abstract class BatchServer extends Server implements Transport {
  override readonly transportId = transportId;
  /** Failures of handlers decide about redelivery here; NestJS is not to log and forget them. */
  override readonly propagatesEventHandlerErrors = true;
  protected abstract topology: Topology;
  protected abstract readonly limits: Partial<BatchLimits> | undefined;

  abstract readonly connected: boolean;
  abstract extend(topology: Topology): Promise<void>;
  abstract inspect(): Promise<QueueFacts[]>;
  abstract publish(batch: readonly Publication[]): Promise<void>;
  abstract override close(): Promise<void>;

  /** Called by NestJS for each handler. Throws when the topology has no such queue or it has a handler already. */
  override addHandler(
    pattern: string,
    callback: MessageHandler,
    isEventHandler = false,
    extras: BatchOptions = {},
  ): void {
    if (!isEventHandler) throw new Error(`The handler "${pattern}" has to be a @BatchHandler.`);
    if (this.messageHandlers.has(pattern)) throw new Error(`There are two handlers of "${pattern}".`);
    const { queues, groups = [] } = this.topology;
    if (
      !groups.includes(pattern) &&
      !queues.some(({ name, group }) => name === pattern || group === pattern)
    ) {
      throw new Error(`The topology has no queue and no group "${pattern}".`);
    }
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  /** There are no events of a driver to listen to; `status` tells when the connection comes and goes. */
  override on(event: string): never {
    throw new Error(`This transport has no event "${event}"; subscribe to its status instead.`);
  }

  protected report(error: unknown): void {
    this.logger.error(error);
  }

  protected consumptions(): Consumption[] {
    checkTopology(this.topology);
    return this.topology.queues.flatMap((queue) => {
      const handler =
        this.messageHandlers.get(queue.name) ??
        (queue.group === undefined ? undefined : this.messageHandlers.get(queue.group));
      if (handler === undefined) return [];
      const limits = { ...defaultLimits, ...this.limits, ...defined(handler.extras as BatchOptions) };
      return [{ queue, handle: this.handleThroughNest(queue, handler), limits }];
    });
  }

  private handleThroughNest(queue: Queue, handler: MessageHandler): HandleBatch {
    const context = new BatchContext([queue.name]);
    return (deliveries) =>
      new Promise((resolve, reject) => {
        // Nest's hooks open and close a span around the work; they do not tell how it ended.
        this.runWithProcessingHooks(context, async (end) => {
          await verdictsOf(this.transformToObservable(handler(deliveries, context))).then(resolve, reject);
          end();
        });
      });
  }
}

async function verdictsOf(result: Observable<unknown>): Promise<readonly Verdict[]> {
  return (await lastValueFrom(result)) as readonly Verdict[];
}

function defined(options: BatchOptions): Partial<BatchLimits> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
