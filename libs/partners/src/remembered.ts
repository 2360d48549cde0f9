/**
 * Answers that are believed for a while. Whoever asks while an answer is under way waits for the same one; a failure is
 * told to all who wait, and not kept.
 */
export class Remembered<Value> {
  private readonly kept = new Map<string, { readonly value: Promise<Value>; until: number }>();

  /** @param most so many are kept at most, so that guessing names does not fill the memory */
  constructor(
    private readonly believedMs: number,
    private readonly most = 10_000,
  ) {}

  /** @param untilOf when the value ends by itself, in milliseconds since 1970 */
  get(name: string, find: () => Promise<Value>, untilOf?: (value: Value) => number): Promise<Value> {
    const known = this.kept.get(name);
    if (known !== undefined && known.until > Date.now()) return known.value;
    if (this.kept.size >= this.most) this.kept.clear();
    const entry = { value: this.finding(name, find), until: Number.POSITIVE_INFINITY };
    this.kept.set(name, entry);
    // a failure has been forgotten already
    void entry.value.then(
      (value) => (entry.until = Math.min(Date.now() + this.believedMs, untilOf?.(value) ?? Infinity)),
      () => undefined,
    );
    return entry.value;
  }

  forget(name: string): void {
    this.kept.delete(name);
  }

  forgetAll(): void {
    this.kept.clear();
  }

  private async finding(name: string, find: () => Promise<Value>): Promise<Value> {
    try {
      return await find();
    } catch (error) {
      this.kept.delete(name);
      throw error;
    }
  }
}
