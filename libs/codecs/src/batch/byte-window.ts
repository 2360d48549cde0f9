/** The part of a stream that is being looked at: filled at the end, consumed at the beginning. */
export class ByteWindow {
  bytes: Buffer = Buffer.alloc(0);
  /** Where `bytes` begins in the stream. */
  offset = 0;
  /** There is nothing behind `bytes`. */
  isLast = false;
  private readonly chunks: AsyncIterator<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** Reads until there are `wanted` bytes or the stream has ended. */
  async fill(wanted: number): Promise<void> {
    const pieces: Uint8Array[] = [this.bytes];
    let length = this.bytes.length;
    while (length < wanted && !this.isLast) {
      const next = await this.chunks.next();
      if (next.done === true) this.isLast = true;
      else {
        pieces.push(next.value);
        length += next.value.length;
      }
    }
    if (pieces.length > 1) this.bytes = Buffer.concat(pieces, length);
  }

  consume(length: number): void {
    this.bytes = this.bytes.subarray(length);
    this.offset += length;
  }

  /** Tells the source that no more is wanted. */
  async close(): Promise<void> {
    if (!this.isLast) await this.chunks.return?.();
  }
}
