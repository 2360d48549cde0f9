import type { EdiSeparators } from '../edi/edi-syntax.js';
import type { EnvelopePlace } from '../edi/envelope-place.js';

export interface EdifactOptions {
  /** What an agreement says in place of the syntax identifier: `gb18030`. */
  readonly charset?: string;
  /** Reading a message that was cut out of its interchange; `split` gives it. */
  readonly within?: MessageSurroundings;
  /** Longest message of a stream, in bytes; default 16 MiB. */
  readonly maxMessageBytes?: number;
  /** Writing: UNB 0001; default is the document's own. */
  readonly level?: string;
  /** Writing: UNB 0002; default is the document's own. */
  readonly version?: '1' | '2' | '3' | '4';
  /** Writing: each default is the document's own, or else that of UNA. */
  readonly separators?: Partial<EdiSeparators>;
  /** Writing: begin with UNA; default: as the document does, or if the separators are not the default ones. */
  readonly una?: boolean;
  /** Writing: behind every segment; default none. */
  readonly lineBreak?: '' | '\n' | '\r\n';
}

/** Where a message lay, and what stood above it; texts have one character per byte. */
export interface MessageSurroundings {
  /** What stood before the first header: UNA, line ends. */
  readonly lead: string;
  /** UNB and UNG, as far as there are such. */
  readonly headers: readonly HeaderText[];
  /** Of the message in the file, in bytes from 0. */
  readonly offset: number;
  /** Segments in front of it in the file. */
  readonly segmentsBefore: number;
  /** Interchange and group that it lies in, and the messages of the interchange in front of it. */
  readonly place: EnvelopePlace;
}

export interface HeaderText {
  readonly text: string;
  readonly offset: number;
  /** Counts from 1 in the file. */
  readonly ordinal: number;
}

export const defaultMaxMessageBytes = 16_777_216;

const count = { type: 'integer', minimum: 0 } as const;
const separator = { type: 'string', minLength: 1, maxLength: 1 } as const;

export const edifactOptionsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  properties: {
    charset: { type: 'string' },
    within: {
      type: 'object',
      additionalProperties: false,
      required: ['lead', 'headers', 'offset', 'segmentsBefore', 'place'],
      properties: {
        lead: { type: 'string' },
        headers: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['text', 'offset', 'ordinal'],
            properties: { text: { type: 'string' }, offset: count, ordinal: count },
          },
        },
        offset: count,
        segmentsBefore: count,
        place: {
          type: 'object',
          additionalProperties: false,
          required: ['interchange', 'group', 'message'],
          properties: { interchange: count, group: count, message: count },
        },
      },
    },
    maxMessageBytes: { type: 'integer', minimum: 1000, maximum: 134_217_728 },
    level: { type: 'string', pattern: '^[A-Z]{4}$' },
    version: { enum: ['1', '2', '3', '4'] },
    separators: {
      type: 'object',
      additionalProperties: false,
      properties: {
        segment: separator,
        element: separator,
        component: separator,
        repetition: separator,
        release: separator,
      },
    },
    una: { type: 'boolean' },
    lineBreak: { enum: ['', '\n', '\r\n'] },
  },
} as const;
