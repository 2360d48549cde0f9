import { ByteWindow } from '../batch/byte-window.js';
import type { Part } from '../codec.js';
import { PartCutter } from './part-cutter.js';
import type { X12Options } from './x12-options.js';

const windowBytes = 65_536;

/**
 * The transaction sets of a file while it arrives, each with its ISA and GS as its context. Parts with sequence 0 are what
 * lies between the sets (headers, trailers, TA1) with the faults of the envelope; all parts together are the whole file.
 */
export async function* splitX12(
  chunks: AsyncIterable<Uint8Array>,
  options: X12Options,
): AsyncGenerator<Part> {
  const window = new ByteWindow(chunks);
  const cutter = new PartCutter(options);
  try {
    do {
      window.consume(cutter.release());
      const held = window.bytes.length;
      await window.fill(held + Math.max(windowBytes, held));
      cutter.look(window);
      for (let part = cutter.next(); part !== undefined; part = cutter.next()) yield part;
    } while (!window.isLast);
    yield* cutter.end();
  } finally {
    await window.close();
  }
}
