import type { Delivery, HandleBatch, Verdict } from '../src/index.js';

/** A handler that remembers what it got, and lets a test wait for it. */
export class Recorder {
  readonly batches: (readonly Delivery[])[] = [];
  private readonly waiting: { isMet: () => boolean; resolve: (all: readonly Delivery[]) => void }[] = [];

  constructor(
    private readonly judge: (delivery: Delivery) => Verdict | Promise<Verdict> = () => ({ kind: 'ack' }),
  ) {}

  readonly handle: HandleBatch = async (deliveries) => {
    this.batches.push(deliveries);
    this.tell();
    return Promise.all(deliveries.map(async (delivery) => this.judge(delivery)));
  };

  get deliveries(): readonly Delivery[] {
    return this.batches.flat();
  }

  get texts(): readonly string[] {
    return this.deliveries.map(textOf);
  }

  /** Resolves with everything so far as soon as that many deliveries have come, repeated ones counted again. */
  received(count: number): Promise<readonly Delivery[]> {
    return this.until(() => this.deliveries.length >= count);
  }

  /** Resolves as soon as a body of this text has come that many times. */
  receivedText(text: string, count: number): Promise<readonly Delivery[]> {
    return this.until(() => this.texts.filter((received) => received === text).length >= count);
  }

  private until(isMet: () => boolean): Promise<readonly Delivery[]> {
    return new Promise((resolve) => {
      this.waiting.push({ isMet, resolve });
      this.tell();
    });
  }

  private tell(): void {
    for (const waiter of this.waiting.splice(0)) {
      if (waiter.isMet()) waiter.resolve(this.deliveries);
      else this.waiting.push(waiter);
    }
  }
}

export function textOf({ body }: { readonly body: Uint8Array }): string {
  return Buffer.from(body).toString('utf8');
}

export function textMessage(
  exchange: string,
  routingKey: string,
  text: string,
): { exchange: string; routingKey: string; body: Uint8Array; properties: Record<string, never> } {
  return { exchange, routingKey, body: Buffer.from(text), properties: {} };
}

/** A door that a test opens: whoever passes waits until then. */
export class Gate {
  readonly passed: Promise<void>;
  open: () => void = () => undefined;

  constructor() {
    this.passed = new Promise((resolve) => (this.open = resolve));
  }
}
