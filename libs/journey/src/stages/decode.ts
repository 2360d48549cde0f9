import { codecFor, type Decoded } from '#libs/codecs';
import { issue } from '#libs/message';
import type { Agreement } from '#libs/routing';
import type { Engines } from '../engines.js';
import { repairTrailers } from '../interchange/repair-trailers.js';
import type { ReceivedMessage } from '../outcome.js';

/** A message that travels alone must fit into memory many times over; batches are read piece by piece instead. */
export const largestMessageBytes = 20 * 1024 * 1024;

/** Bytes to document. What the codec needs to know of a table (columns, widths) is in the agreement's schema. */
export function decode(
  bytes: Uint8Array,
  agreement: Agreement,
  message: ReceivedMessage,
  engines: Engines,
): Decoded {
  if (bytes.byteLength > largestMessageBytes) {
    return { issues: [issue('input-too-large', {}, { expected: String(largestMessageBytes) })] };
  }
  const options = codecOptions(agreement, engines, message.part?.context);
  const { document, issues } = codecFor(agreement.recognise.format).decode(bytes, options);
  return { document, issues: repairTrailers(issues, agreement.tolerance) };
}

export function codecOptions(agreement: Agreement, engines: Engines, context: object = {}): object {
  const table = engines.schemas.table(agreement.schema);
  return {
    ...table?.codec().options,
    ...(agreement.charset === undefined ? {} : { charset: agreement.charset }),
    ...context,
  };
}
