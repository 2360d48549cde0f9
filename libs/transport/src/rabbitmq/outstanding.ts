/** A delivery that the broker waits to hear of. */
export interface Unsettled {
  settled: boolean;
}

/** Which acknowledgements to send: one for everything up to a delivery, and single ones for those beyond it. */
export interface Acknowledgements<T> {
  readonly upTo?: T;
  readonly single: readonly T[];
}

/**
 * The deliveries of one channel that are not acknowledged, oldest first. It turns sets of finished deliveries into as few
 * acknowledgements as possible: `multiple` may only be used where nothing older is still in work.
 */
export class Outstanding<T extends Unsettled> {
  private readonly items: T[] = [];

  get oldest(): T | undefined {
    return this.items[0];
  }

  add(item: T): void {
    this.items.push(item);
  }

  settle(finished: readonly T[]): Acknowledgements<T> {
    const now = new Set(finished);
    for (const item of finished) item.settled = true;
    let upTo: T | undefined;
    while (this.items[0]?.settled === true) {
      const item = this.items.shift() as T;
      // One that was acknowledged singly before must not be named again.
      if (now.delete(item)) upTo = item;
    }
    return { ...(upTo === undefined ? {} : { upTo }), single: [...now] };
  }
}
