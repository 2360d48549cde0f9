import { codecFor, isEdiDocument, type EdiDocument } from '#libs/codecs';
import type { FormatName } from '#libs/message';
import type { RecognisedMessage } from '#libs/routing';
import { messagesIn } from '#libs/validation';

export type EdiFormat = EdiDocument['format'];

/** No UNH and no ST is longer. */
const headerBytes = 2048;

/**
 * The header of an EDI message that was cut out of its interchange, with the headers above it: all that identification and
 * the envelope of an answer need. Undefined when there is none.
 */
export function messageHead(bytes: Uint8Array, format: EdiFormat, context: object): EdiDocument | undefined {
  const { document } = codecFor(format).decode(bytes.subarray(0, headerBytes), context);
  if (document === undefined || !isEdiDocument(document)) return undefined;
  const [header] = document.root.children;
  return header === undefined ? undefined : { ...document, root: { ...document.root, children: [header] } };
}

/** What a message says of itself. */
export function messageNamedBy(head: EdiDocument | undefined): RecognisedMessage | undefined {
  const [message] = head === undefined ? [] : messagesIn(head);
  if (message === undefined) return undefined;
  const { type, ref, association } = message;
  return { type, directory: ref.split('/')[1] ?? '', association };
}

export function isEdiFormat(format: FormatName | undefined): format is EdiFormat {
  return format === 'edifact' || format === 'x12';
}

const acknowledgementTypes: Readonly<Record<EdiFormat, readonly string[]>> = {
  edifact: ['CONTRL', 'APERAK'],
  x12: ['997', '999'],
};

/** Whether such a message answers one of ours, and so needs no agreement. */
export function isAcknowledgement(format: EdiFormat, { type }: RecognisedMessage): boolean {
  return acknowledgementTypes[format].includes(type);
}
