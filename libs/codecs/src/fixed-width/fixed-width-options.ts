import { defaultMaxRecordBytes } from '../batch/record-slice.js';

export interface FixedWidthOptions {
  /** Reading: what was agreed on, checked against the bytes. Writing: default is the document's own. */
  readonly charset?: string;
  /** What start and length count; default bytes, as in files from hosts. */
  readonly unit?: 'bytes' | 'characters';
  readonly records: readonly RecordLayout[];
  /** Where the bytes begin in their file: line from 1, offset in bytes from 0. */
  readonly line?: number;
  readonly offset?: number;
  /** The charset was established from the whole file: a single record is not weighed again. */
  readonly isCharsetCertain?: boolean;
  /** Longest line, in bytes; default 1 MiB. */
  readonly maxRecordBytes?: number;
  /** Writing: default CR LF. */
  readonly lineEnd?: '\r\n' | '\n';
}

/** One kind of line. */
export interface RecordLayout {
  readonly name: string;
  /** Header and trailer belong to the file and are no messages of their own; default detail. */
  readonly role?: 'header' | 'detail' | 'trailer';
  /** How a line of this kind is told from others; without it every line is one. */
  readonly when?: { readonly start: number; readonly length: number; readonly value: string };
  /** The column of a trailer that says how many detail records there are. */
  readonly count?: string;
  /** The length of the line, when it is more than its columns need. */
  readonly length?: number;
  readonly columns: readonly ColumnLayout[];
}

export interface ColumnLayout {
  readonly name: string;
  /** Counts from 1. */
  readonly start: number;
  readonly length: number;
  /** Default left. */
  readonly align?: 'left' | 'right';
  /** One character, default a space; taken off on the side opposite to the alignment. */
  readonly pad?: string;
}

const place = { type: 'integer', minimum: 1 } as const;

const columnSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'start', 'length'],
  properties: {
    name: { type: 'string', minLength: 1 },
    start: place,
    length: place,
    align: { enum: ['left', 'right'] },
    pad: { type: 'string', minLength: 1, maxLength: 1 },
  },
} as const;

const layoutSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'columns'],
  properties: {
    name: { type: 'string', minLength: 1 },
    role: { enum: ['header', 'detail', 'trailer'] },
    when: {
      type: 'object',
      additionalProperties: false,
      required: ['start', 'length', 'value'],
      properties: { start: place, length: place, value: { type: 'string' } },
    },
    count: { type: 'string' },
    length: place,
    columns: { type: 'array', minItems: 1, items: columnSchema },
  },
} as const;

export const fixedWidthOptionsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  required: ['records'],
  properties: {
    charset: { type: 'string' },
    unit: { enum: ['bytes', 'characters'] },
    records: { type: 'array', minItems: 1, items: layoutSchema },
    line: place,
    offset: { type: 'integer', minimum: 0 },
    isCharsetCertain: { type: 'boolean' },
    maxRecordBytes: { type: 'integer', minimum: 100, maximum: 16_777_216 },
    lineEnd: { enum: ['\r\n', '\n'] },
  },
} as const;

/** @throws Error when no layout was given: without one, fixed-width bytes mean nothing */
export function requireLayouts(options: Partial<FixedWidthOptions> | undefined): FixedWidthOptions {
  if (options?.records === undefined || options.records.length === 0) {
    throw new Error('fixed-width needs the option "records": the layout of each kind of line');
  }
  return { ...options, records: options.records };
}

export function maxRecordBytesOf(options: FixedWidthOptions): number {
  return options.maxRecordBytes ?? defaultMaxRecordBytes;
}

/** The length of a line of this kind, in the unit of the layout. */
export function lineLength(layout: RecordLayout): number {
  return layout.length ?? Math.max(...layout.columns.map((column) => column.start + column.length - 1));
}
