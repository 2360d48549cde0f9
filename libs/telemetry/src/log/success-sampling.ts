/**
 * Lets so many lines about successes through in each second and counts the others, so that a busy hub writes no more
 * than a person or a collector can take. Failures do not come this way.
 */
export class SuccessSampling {
  private second = 0;
  private written = 0;
  private skipped = 0;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** @returns how many were left out since the last one that passed; undefined when this one is left out */
  admit(): number | undefined {
    const second = Math.floor(this.now() / 1_000);
    if (second !== this.second) {
      this.second = second;
      this.written = 0;
    }
    if (this.written >= this.perSecond) {
      this.skipped += 1;
      return undefined;
    }
    this.written += 1;
    const { skipped } = this;
    this.skipped = 0;
    return skipped;
  }
}
