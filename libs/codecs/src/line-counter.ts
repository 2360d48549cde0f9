import type { Position } from '#libs/message';

/**
 * Turns indexes into a text into lines and columns, both from 1, counted in characters and not in UTF-16 units. Fast as
 * long as the indexes go forward, as those of a reader do.
 */
export class LineCounter {
  private line = 1;
  private lineStart = 0;
  private nextLineEnd: number;
  private index = 0;
  /** Surrogate pairs between the line's start and `index`. */
  private pairs = 0;
  private readonly hasPairs: boolean;

  constructor(
    private readonly text: string,
    private readonly firstLine = 1,
  ) {
    this.nextLineEnd = lineEndFrom(text, 0);
    this.line = firstLine;
    this.hasPairs = /[\ud800-\udbff]/.test(text);
  }

  at(index: number): Position {
    if (index < this.index) this.restart();
    while (index > this.nextLineEnd) {
      this.line++;
      this.lineStart = this.nextLineEnd + 1;
      this.nextLineEnd = lineEndFrom(this.text, this.lineStart);
      this.index = this.lineStart;
      this.pairs = 0;
    }
    if (this.hasPairs) this.countPairs(index);
    this.index = index;
    return { line: this.line, column: index - this.lineStart - this.pairs + 1 };
  }

  private countPairs(until: number): void {
    for (let i = this.index; i < until; i++) {
      if ((this.text.charCodeAt(i) & 0xfc00) === 0xd800) this.pairs++;
    }
  }

  private restart(): void {
    this.line = this.firstLine;
    this.lineStart = 0;
    this.nextLineEnd = lineEndFrom(this.text, 0);
    this.index = 0;
    this.pairs = 0;
  }
}

function lineEndFrom(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? Infinity : found;
}
