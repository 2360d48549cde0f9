import { setTimeout as delay } from 'node:timers/promises';

/**
 * Lanes run side by side. When a process ends, everything that was in hand is suspect; that one message was to blame shows only
 * when it was in hand alone. Work that comes again goes by turns: either all that is to go among others, or one that is to go alone.
 * What comes for the first time asks nobody.
 */
export class Turns {
  private readonly others = new Set<Promise<unknown>>();
  private lastAlone: Promise<unknown> = Promise.resolve();

  /** @param patienceMs nobody waits longer for a turn to end: a file may take minutes */
  constructor(private readonly patienceMs = 10_000) {}

  async amongOthers<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.lastAlone;
    const running = work();
    const over = running.then(nothing, nothing);
    this.others.add(over);
    void over.then(() => this.others.delete(over));
    return running;
  }

  async alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = this.lastAlone;
    let isOver: () => void = nothing;
    this.lastAlone = new Promise<void>((resolve) => (isOver = resolve));
    await before;
    await this.within(Promise.all(this.others));
    const running = work();
    void this.within(running.then(nothing, nothing)).then(isOver);
    return running;
  }

  private async within(work: Promise<unknown>): Promise<void> {
    const timer = new AbortController();
    await Promise.race([
      work,
      delay(this.patienceMs, undefined, { ref: false, signal: timer.signal }).catch(nothing),
    ]);
    timer.abort();
  }
}

function nothing(): void {
  // how work ends is heard by whoever asked for it
}
