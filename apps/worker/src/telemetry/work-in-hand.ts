import { readTraceContext, type TraceContext } from '#libs/message';
import type { Delivery } from '#libs/transport';

/** What the lane knows of a message besides its id. */
export interface Handed {
  readonly context: TraceContext;
  /** From 1. */
  readonly attempt: number;
}

/** The messages that this worker has taken from its lanes and not given back yet, by id. */
export class WorkInHand {
  private readonly handed = new Map<string, Handed>();

  /** @param attemptOf which try it is, from 1 */
  take(deliveries: ReadonlyMap<string, Delivery>, attemptOf: (id: string) => number): void {
    for (const [id, { properties }] of deliveries) {
      const { traceparent, tracestate } = properties.headers ?? {};
      this.handed.set(id, { context: readTraceContext(traceparent, tracestate), attempt: attemptOf(id) });
    }
  }

  of(id: string): Handed | undefined {
    return this.handed.get(id);
  }

  giveBack(ids: Iterable<string>): void {
    for (const id of ids) this.handed.delete(id);
  }
}
