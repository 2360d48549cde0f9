/** Lets so many pass at a time; the others wait in the order in which they came. */
export class Window {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly size: number) {}

  async enter(): Promise<void> {
    if (this.inside < this.size) {
      this.inside += 1;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  leave(): void {
    const next = this.waiting.shift();
    // The place is handed on, so that nobody who comes now gets in before one who waits.
    if (next === undefined) this.inside -= 1;
    else next();
  }
}
