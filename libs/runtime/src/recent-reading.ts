import { answerWithin } from './answer-within.js';

/** An answer of the database that several ask for: it is asked for again when it is no longer fresh. */
export class RecentReading<Value> {
  private latest: Promise<Value> | undefined;
  private latestAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly freshForMs: number,
    private readonly ask: () => Promise<Value>,
  ) {}

  /** @throws what asking threw; whoever comes next asks again */
  read(): Promise<Value> {
    const now = performance.now();
    if (this.latest === undefined || now - this.latestAt > this.freshForMs) {
      this.latestAt = now;
      this.latest = this.ask();
      this.latest.catch(() => (this.latestAt = Number.NEGATIVE_INFINITY));
    }
    return this.latest;
  }

  /** Undefined when there is no answer in time; that the database does not answer is told by others. */
  async within(answerWithinMs: number): Promise<Value | undefined> {
    try {
      return await answerWithin(answerWithinMs, this.read());
    } catch {
      return undefined;
    }
  }
}
