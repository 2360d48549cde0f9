import type { RecordSlice } from './record-slice.js';
import type { RecordScanner } from './record-scanner.js';

/** The records of bytes that are all there. */
export function* recordsOf(
  bytes: Uint8Array,
  scanner: RecordScanner,
  begin: { readonly at: number; readonly offset: number; readonly line: number },
): Generator<RecordSlice> {
  let { at, line } = begin;
  while (at < bytes.length) {
    const { end, lines, isCut = false } = scanner.next(bytes, at, true)!;
    yield { bytes: bytes.subarray(at, end), offset: begin.offset + at, line, isCut };
    line += isCut ? 1 : lines;
    at = isCut ? (scanner.nextLine(bytes, end) ?? bytes.length) : end;
  }
}
