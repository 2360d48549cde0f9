import { peek, recognise } from '#libs/codecs';

/** `MessageHeader` of a TAF TSI message, as far as it can be read; nothing in it is checked but its form. */
export interface TafHeader {
  /** Of the root element: it tells the version of the catalogue. */
  readonly namespace?: string;
  readonly messageType?: string;
  readonly messageTypeVersion?: string;
  readonly messageIdentifier?: string;
  readonly messageDateTime?: string;
  readonly senderReference?: string;
  readonly sender?: string;
}

/** `FreeText` of the catalogue. */
export const longestText = 255;

const dateTime =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})?$/;

/**
 * The header of a message by its names, without decoding it: a message that breaks off behind its header can still be named
 * in the answer. What could not be repeated in a valid answer is left out.
 * @param head the first bytes, in whatever charset the message is
 */
export function readTafHeader(head: Uint8Array): TafHeader {
  const { format, charset, namespace } = recognise(head);
  if (format !== 'xml') return {};
  const read = (name: string, form: RegExp): string | undefined => {
    const text = peek(head, 'xml', name, charset)?.trim();
    return text !== undefined && form.test(text) ? text : undefined;
  };
  const freeText = new RegExp(`^[^\\u0000-\\u001f]{1,${longestText}}$`);
  return {
    namespace,
    messageType: read('MessageType', /^(?!0+$)\d{1,4}$/),
    messageTypeVersion: read('MessageTypeVersion', /^[^\u0000-\u001f]{1,25}$/),
    messageIdentifier: read('MessageIdentifier', freeText),
    messageDateTime: readTime(read('MessageDateTime', dateTime)),
    senderReference: read('SenderReference', freeText),
    sender: read('Sender', /^[0-9A-Z]{4}$/),
  };
}

/** 30 February has the form of a date too. */
function readTime(text: string | undefined): string | undefined {
  if (text === undefined || Number.isNaN(Date.parse(text))) return undefined;
  const day = text.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? text : undefined;
}
