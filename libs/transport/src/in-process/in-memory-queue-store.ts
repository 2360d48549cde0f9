import type { Publication } from '../transport.js';
import type { QueueStore, StoredMessage } from './queue-store.js';

/** Keeps messages as long as the process lives: for tests and the command line. */
export class InMemoryQueueStore implements QueueStore {
  private readonly queues = new Map<string, StoredMessage[]>();
  private lastId = 0;

  async append(queue: string, messages: readonly Publication[]): Promise<void> {
    const kept = this.queues.get(queue) ?? [];
    for (const message of messages) {
      this.lastId += 1;
      kept.push({ ...message, id: String(this.lastId) });
    }
    this.queues.set(queue, kept);
  }

  async take(queue: string, limit: number): Promise<readonly StoredMessage[]> {
    return (this.queues.get(queue) ?? []).slice(0, limit);
  }

  async confirm(queue: string, ids: readonly string[]): Promise<void> {
    const confirmed = new Set(ids);
    const left = (this.queues.get(queue) ?? []).filter((message) => !confirmed.has(message.id));
    this.queues.set(queue, left);
  }
}
