/** So many bytes may be in memory at a time; who wants more waits until others are done. First come, first served. */
export class ByteBudget {
  private used = 0;
  private readonly queue: { readonly bytes: number; readonly go: () => void }[] = [];

  constructor(private readonly bytes: number) {}

  /** Runs `work` when there is room. Something larger than all runs alone. */
  async within<Result>(bytes: number, work: () => Promise<Result>): Promise<Result> {
    const share = Math.min(bytes, this.bytes);
    await this.room(share);
    try {
      return await work();
    } finally {
      this.used -= share;
      this.next();
    }
  }

  private room(bytes: number): Promise<void> {
    return new Promise((resolve) => {
      this.queue.push({ bytes, go: resolve });
      this.next();
    });
  }

  private next(): void {
    for (let first = this.queue[0]; first !== undefined; first = this.queue[0]) {
      if (this.used + first.bytes > this.bytes) return;
      this.queue.shift();
      this.used += first.bytes;
      first.go();
    }
  }
}
