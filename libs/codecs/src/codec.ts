import type { Document, FormatName, Issue, IssueCode, PlainValue } from '#libs/message';

/**
 * Codecs turn bytes into the document tree and back, one folder per format with the same files: `<format>.codec.ts` (the
 * declaration: what it is, its options, its examples), `reader.ts`, `writer.ts`, and a lexer where the grammar has two levels.
 *
 * A codec is a value, not a class to inherit from. It holds no state: every call is independent, so one codec serves any
 * number of messages at once. Whatever the bytes are, it answers with located issues and, if something usable was read,
 * a document; it never throws on data. Bytes become text in `charset/`, for all formats in the same way.
 */
export interface Codec<O = object> {
  readonly name: FormatName;
  readonly summary: { readonly zh: string; readonly en: string };
  /** JSON Schema 2020-12 of `O`; agreements are checked against it. */
  readonly optionsSchema: object;
  /** Whether the first bytes can be the beginning of this format. */
  recognises(head: Uint8Array): boolean;
  /** Reads one message. Wrong data gives issues; mistakes in the options throw. */
  decode(bytes: Uint8Array, options?: O): Decoded;
  /** Writes a document. What the format or its charset cannot carry is in `issues`. */
  encode(document: Document, options?: O): Encoded;
  /** Cuts a batch into its records while it arrives; memory does not grow with the batch. */
  split?(chunks: AsyncIterable<Uint8Array>, options?: O): AsyncIterable<Part>;
  /** Executed by the suite that all codecs share, and shown in the reference. */
  readonly examples: readonly CodecExample<O>[];
}

export interface Decoded {
  /** Absent when nothing usable could be read. */
  readonly document?: Document;
  readonly issues: readonly Issue[];
}

export interface Encoded {
  readonly bytes: Uint8Array;
  readonly issues: readonly Issue[];
}

/** One record of a batch. */
export interface Part {
  /** Counts from 1; 0: what stands between the records of an interchange, whose faults are all in `issues`. */
  readonly sequence: number;
  /** Exactly the bytes of the record, with its line end. */
  readonly bytes: Uint8Array;
  /** JSON: `decode(bytes, { ...options, ...context })` reads this part alone, with the right line numbers. */
  readonly context: object;
  /** What only the batch as a whole can show; the record's own faults come from `decode`. */
  readonly issues: readonly Issue[];
}

export interface CodecExample<O = object> {
  readonly title: string;
  readonly bytes: Uint8Array;
  readonly options?: O;
  /** What the document is as plain values; absent when no document is expected. */
  readonly value?: PlainValue;
  readonly charset?: string;
  /** Exactly these codes, in order; default none. */
  readonly issues?: readonly IssueCode[];
  /** `encode(decode(bytes))` gives these bytes again. */
  readonly canonical: boolean;
}
