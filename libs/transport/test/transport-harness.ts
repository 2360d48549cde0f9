import { Logger } from '@nestjs/common';
import type { BatchOptions, HandleBatch, Publication, Topology, Transport } from '../src/index.js';
import type { BatchServer } from '../src/batch-server.js';

export type Handlers = Readonly<Record<string, HandleBatch | (BatchOptions & { handle: HandleBatch })>>;

/** What the shared suite needs of a kind of transport besides the transport itself. */
export interface TransportHarness {
  /** A started transport; what it uses is apart from all other tests. */
  open(topology: Topology, handlers?: Handlers): Promise<Transport>;
  /** Takes one message from a queue as a partner would; waits until there is one. */
  fetch(queue: string): Promise<Pick<Publication, 'body' | 'properties'>>;
  /** Closes every transport that was opened and removes what they used. */
  close(): Promise<void>;
}

/** Short pauses, so that retries do not make tests slow. */
export const quickLimits = { lingerMs: 2, backoff: { firstMs: 5, longestMs: 20 } } as const;

/** Gives the handlers to the transport as NestJS would, and starts it. */
export async function start(transport: BatchServer, handlers: Handlers = {}): Promise<void> {
  // Failures are provoked on purpose here; their reports would only hide those that are not.
  Logger.overrideLogger(false);
  for (const [pattern, handler] of Object.entries(handlers)) {
    const { handle, ...options } = typeof handler === 'function' ? { handle: handler } : handler;
    transport.addHandler(pattern, handle, true, options);
  }
  await new Promise<void>((resolve, reject) => {
    transport.listen((failure?: unknown) => {
      if (failure === undefined) resolve();
      else reject(failure instanceof Error ? failure : new Error(JSON.stringify(failure)));
    });
  });
}
