import { setImmediate } from 'node:timers/promises';

/** Longer than this nothing else of the process should have to wait: intake and relay may live in the same one. */
const longestMs = 8;

/** What comes of each item, one after the other; others have their turn between them. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const breath = new Breath();
  const results: Result[] = [];
  for (const item of items) {
    results.push(await work(item));
    await breath.take();
  }
  return results;
}

/** Lets a loop of work that never waits give way to others, at little cost. */
export class Breath {
  private since = performance.now();

  async take(): Promise<void> {
    if (performance.now() - this.since < longestMs) return;
    await setImmediate();
    this.since = performance.now();
  }
}
