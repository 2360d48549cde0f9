import type { EdiSeparators } from '../edi/edi-syntax.js';
import type { EnvelopePlace } from '../edi/envelope-place.js';
import { x12Charsets, type X12Charset } from './charset.js';

export interface X12Options {
  /** What was agreed on, since X12 declares none; default UTF-8. */
  readonly charset?: X12Charset;
  /** Reading a part that was cut out of its interchange; `split` gives it. */
  readonly within?: X12Surroundings;
  /** Splitting: longest transaction set, in bytes; default 16 MiB. */
  readonly maxMessageBytes?: number;
  /** Writing: what is not given is `*`, `~`, `:`, `^`; without this, the document's own. */
  readonly separators?: Partial<Omit<EdiSeparators, 'release'>>;
  /** Writing: behind every segment that is written from its elements; default none. */
  readonly lineBreak?: '' | '\n' | '\r\n';
}

/** Where a part lay, and what stood above it; texts of headers have one character per byte. */
export interface X12Surroundings {
  /** Those of its interchange; absent when it begins with its own ISA. */
  readonly separators?: Omit<EdiSeparators, 'release'>;
  /** ISA12 of its interchange. */
  readonly version?: string;
  /** ISA and GS, as far as there are such. */
  readonly headers: readonly HeaderText[];
  /** Of the part in the file, in bytes from 0. */
  readonly offset: number;
  /** Segments in front of it in the file. */
  readonly segmentsBefore: number;
  /** Interchange and group that it lies in, and the sets of the interchange in front of it. */
  readonly place: EnvelopePlace;
}

export interface HeaderText {
  readonly text: string;
  readonly offset: number;
  /** Counts from 1 in the file. */
  readonly ordinal: number;
}

export const maxSegments = 2_000_000;
export const defaultMaxMessageBytes = 16_777_216;
/** What is longer is no segment, but a file with another terminator. */
export const longestSegmentBytes = 65_536;

const separator = { type: 'string', minLength: 1, maxLength: 2 } as const;
const count = { type: 'integer', minimum: 0 } as const;

const headerSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['text', 'offset', 'ordinal'],
  properties: { text: { type: 'string' }, offset: count, ordinal: count },
} as const;

const placeSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['interchange', 'group', 'message'],
  properties: { interchange: count, group: count, message: count },
} as const;

const separatorsSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    element: separator,
    segment: separator,
    component: { ...separator, minLength: 0 },
    repetition: separator,
  },
} as const;

const withinSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['headers', 'offset', 'segmentsBefore', 'place'],
  properties: {
    separators: { ...separatorsSchema, required: ['element', 'segment', 'component'] },
    version: { type: 'string' },
    headers: { type: 'array', items: headerSchema },
    offset: count,
    segmentsBefore: count,
    place: placeSchema,
  },
} as const;

export const x12OptionsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  properties: {
    charset: { enum: x12Charsets },
    within: withinSchema,
    maxMessageBytes: { type: 'integer', minimum: 1000, maximum: 134_217_728 },
    separators: separatorsSchema,
    lineBreak: { enum: ['', '\n', '\r\n'] },
  },
} as const;
