import { codecFor, isEdiDocument, type EdiDocument } from '#libs/codecs';
import type { FormatName, Issue } from '#libs/message';
import { messagesIn, type EdiMessage } from '#libs/validation';

export type EdiFormat = 'edifact' | 'x12';

export function isEdiFormat(format: FormatName | undefined): format is EdiFormat {
  return format === 'edifact' || format === 'x12';
}

/** A piece of a file of EDI: a message, or what stands between messages. */
export interface EdiPart {
  /** Of the message, from 1 in the file; 0: none. */
  readonly sequence: number;
  readonly bytes: Uint8Array;
  /** Absent when nothing in it looks like a segment. */
  readonly document?: EdiDocument;
  readonly message?: EdiMessage;
  /** Of the message's syntax, and of the envelope as far as it shows here. */
  readonly issues: readonly Issue[];
}

/** Reads a file of EDI piece by piece; all pieces together are the file. Memory does not grow with it. */
export async function* ediParts(
  chunks: AsyncIterable<Uint8Array>,
  format: EdiFormat,
  options: object = {},
): AsyncGenerator<EdiPart> {
  const codec = codecFor(format);
  for await (const { sequence, bytes, context, issues: ofPart } of codec.split!(chunks, options)) {
    if (bytes.length === 0) {
      yield { sequence, bytes, issues: ofPart };
      continue;
    }
    const { document, issues } = codec.decode(bytes, { ...options, ...context });
    const edi = document !== undefined && isEdiDocument(document) ? document : undefined;
    const [message] = sequence === 0 || edi === undefined ? [] : messagesIn(edi);
    // what stands between messages was checked when it was cut out
    yield {
      sequence,
      bytes,
      document: edi,
      message,
      issues: sequence === 0 ? ofPart : [...ofPart, ...issues],
    };
  }
}
