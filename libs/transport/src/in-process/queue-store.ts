import type { Publication } from '../transport.js';

/** A message that waits for a partner; `id` is the store's own and tells the order. */
export interface StoredMessage extends Publication {
  readonly id: string;
}

/** Where the in-process transport keeps messages of queues that no handler of this process serves. */
export interface QueueStore {
  /** Resolves when all of them are durable, in this order; rejects when none is. */
  append(queue: string, messages: readonly Publication[]): Promise<void>;
  /** The oldest messages that are not confirmed; the same ones again until they are. */
  take(queue: string, limit: number): Promise<readonly StoredMessage[]>;
  /** Removes messages for good; ids that are not there are ignored. The transport does not use what it resolves with. */
  confirm(queue: string, ids: readonly string[]): Promise<unknown>;
}
