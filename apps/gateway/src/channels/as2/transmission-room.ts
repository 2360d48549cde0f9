import { problem } from '../../problem.js';

/** A signature is checked over the whole: so much of one transmission is held in memory at most. */
export const mostTransmissionBytes = 64 * 1024 * 1024;

/** How much of transmissions is in memory, and how much may be. */
export class TransmissionRoom {
  private held = 0;

  /**
   * @param mostBytes of all that are worked on at a time
   * @param mostBytesOfOne no transmission may be larger
   */
  constructor(
    private readonly mostBytes: number,
    readonly mostBytesOfOne: number,
  ) {}

  /** Whether there is room for so many bytes now. */
  has(bytes: number): boolean {
    return this.held + bytes <= this.mostBytes;
  }

  /**
   * Does some work whose bytes count from when `hold` is told of them until the work has ended.
   * @throws problem `busy` from `hold` when there is no room now
   */
  async within<T>(work: (hold: (bytes: number) => void) => Promise<T>): Promise<T> {
    let taken = 0;
    const hold = (bytes: number): void => {
      if (!this.has(bytes)) throw problem('busy');
      taken += bytes;
      this.held += bytes;
    };
    try {
      return await work(hold);
    } finally {
      this.held -= taken;
    }
  }
}
