import { durationSchema } from '#libs/routing';

const text = {
  type: 'object',
  required: ['zh', 'en'],
  additionalProperties: false,
  properties: { zh: { type: 'string', minLength: 1 }, en: { type: 'string', minLength: 1 } },
} as const;
const id = { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,59}$' } as const;
const line = { type: 'string', minLength: 1, maxLength: 200 } as const;

const expectation = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    state: { enum: ['accepted', 'refused', 'duplicate', 'quarantined', 'mixed'] },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code'],
        additionalProperties: false,
        properties: { code: line, path: line },
      },
    },
    without: { type: 'array', items: line },
    acknowledgement: {
      type: 'object',
      additionalProperties: false,
      properties: { contains: { type: 'array', items: line }, sameAs: id, within: durationSchema },
    },
    canonical: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type', 'at'],
        additionalProperties: false,
        properties: {
          type: line,
          at: { type: 'string', pattern: '^(/[^/]+)+$' },
          value: { type: ['string', 'number', 'boolean'] },
        },
      },
    },
    sameBytesAs: id,
    otherBytesThan: id,
    sameReferenceAs: id,
    otherReferenceThan: id,
    confirmedWithin: durationSchema,
    acknowledged: {
      type: 'object',
      required: ['verdict'],
      additionalProperties: false,
      properties: {
        verdict: { enum: ['accepted', 'rejected'] },
        by: {
          type: 'array',
          minItems: 1,
          items: { enum: ['CONTRL', 'APERAK', 'TA1', '997', '999', 'RECEIPT'] },
        },
        within: durationSchema,
      },
    },
  },
} as const;

const sentSample = {
  type: 'object',
  additionalProperties: false,
  properties: {
    sample: { type: 'string', pattern: '^samples/[a-z0-9-]+/[a-z0-9-]+[.]json$' },
    without: line,
    isCut: { const: true },
  },
} as const;

/** A file of `schemas/conformance`. */
export const scenarioSchema = {
  type: 'object',
  required: ['id', 'title', 'role', 'applies', 'steps'],
  additionalProperties: false,
  properties: {
    id,
    title: text,
    role: { enum: ['sender', 'receiver'] },
    applies: {
      type: 'object',
      additionalProperties: false,
      properties: {
        otherwise: { type: 'boolean' },
        format: { enum: ['xml', 'json', 'csv', 'fixed-width', 'edifact', 'x12'] },
        root: line,
        message: line,
        schema: line,
      },
    },
    steps: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      items: {
        type: 'object',
        required: ['id', 'title', 'do', 'expect'],
        additionalProperties: false,
        properties: { id, title: text, do: text, send: sentSample, expect: expectation },
      },
    },
  },
} as const;
