import { setTimeout as pause } from 'node:timers/promises';
import { Arrivals, type Arrival, type Mailbox } from './inbox.js';

interface QueuedView {
  readonly id: string;
  readonly bodyBase64: string;
  readonly properties: {
    readonly messageId?: string;
    readonly correlationId?: string;
    readonly type?: string;
  };
}

const againAfterMs = 100;
const answerWithinMs = 30_000;

/** The partners of the embedded edition: they fetch from their queues over HTTP, and confirm what they have. */
export class HttpInbox implements Mailbox {
  private readonly got = new Arrivals();
  private readonly closing = new AbortController();
  private readonly running: Promise<unknown>;

  constructor(
    private readonly url: string,
    private readonly token: string,
    queues: readonly string[],
  ) {
    this.running = Promise.all(queues.map((queue) => this.keepReading(queue)));
  }

  get arrivals(): readonly Arrival[] {
    return this.got.all;
  }

  get acknowledgements(): number {
    return this.got.acknowledgements;
  }

  in(queue: string): Arrival[] {
    return this.got.in(queue);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  private async keepReading(queue: string): Promise<void> {
    while (!this.closing.signal.aborted) {
      try {
        await this.read(queue);
      } catch {
        // the hub is away, which is what this is for
      }
      await pause(againAfterMs);
    }
  }

  private async read(queue: string): Promise<void> {
    const { messages } = (await this.ask('GET', `${queue}?limit=100`)) as { messages: QueuedView[] };
    for (const { id, bodyBase64, properties } of messages) {
      this.got.add({
        atMs: performance.now(),
        queue,
        routingKey: '',
        messageId: String(properties.messageId),
        correlationId: properties.correlationId,
        type: String(properties.type),
        of: '',
        body: Buffer.from(bodyBase64, 'base64'),
      });
      await this.ask('DELETE', `${queue}/${id}`);
    }
  }

  private async ask(method: string, path: string): Promise<unknown> {
    const response = await fetch(`${this.url}/v1/queues/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}` },
      signal: AbortSignal.any([this.closing.signal, AbortSignal.timeout(answerWithinMs)]),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return response.json();
  }
}
