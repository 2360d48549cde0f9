import { issueTexts } from '#libs/message';
import { ediTermsSchema, toleranceSchema } from './edi-schema.js';
import { interchangeSyntaxSchema } from './interchange-syntax.js';

const text = { type: 'string', minLength: 1, maxLength: 200 } as const;
const id = { type: 'string', pattern: '^[a-z][a-z0-9-]{0,39}$' } as const;
const bilingual = {
  type: 'object',
  additionalProperties: false,
  required: ['zh', 'en'],
  properties: { zh: text, en: text },
} as const;
const format = { enum: ['xml', 'json', 'csv', 'fixed-width', 'edifact', 'x12'] } as const;
const issueCode = { enum: Object.keys(issueTexts) } as const;
const retentionDays = { type: 'integer', minimum: 1, maximum: 36_500 } as const;
const listOf = (items: object): object => ({ type: 'array', items, minItems: 1, uniqueItems: true });

const recognition = {
  type: 'object',
  additionalProperties: false,
  required: ['format'],
  properties: {
    format,
    root: text,
    namespace: text,
    fileName: text,
    property: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'value'],
      properties: { name: text, value: text },
    },
    message: { type: 'string', pattern: '^[A-Z0-9]{3,6}$' },
    directory: { type: 'string', pattern: '^[A-Za-z0-9]{1,3}\\.?[A-Za-z0-9]{1,3}$' },
    version: { type: 'string', pattern: '^\\d{6}$' },
    association: text,
  },
} as const;

const agreement = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'version', 'recognise', 'schema', 'mappings'],
  properties: {
    id,
    version: { type: 'integer', minimum: 1 },
    recognise: recognition,
    schema: text,
    mappings: listOf(text),
    reference: listOf(text),
    senderId: text,
    laneKey: text,
    quarantineOn: listOf(issueCode),
    tolerance: toleranceSchema,
    batch: { type: 'boolean' },
    retentionDays,
    charset: text,
  },
} as const;

/** What a file `agreements/<partner>.yaml` may say. */
export const partnerFileSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['partner', 'name', 'channels'],
  properties: {
    partner: id,
    name: bilingual,
    channels: listOf({ enum: ['rest', 'amqp'] }),
    senderIds: listOf(text),
    acknowledgement: {
      type: 'object',
      additionalProperties: false,
      properties: {
        format: { enum: ['json', 'xml'] },
        charset: text,
        when: { enum: ['always', 'refusals', 'never'] },
      },
    },
    edi: ediTermsSchema,
    retentionDays,
    agreements: { type: 'array', items: agreement },
  },
} as const;

/** What the file `agreements/routes.yaml` may say. */
export const routesFileSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    destinations: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'partner', 'channel', 'mapping', 'schema', 'format'],
        properties: {
          id,
          partner: id,
          channel: { enum: ['amqp'] },
          mapping: text,
          schema: text,
          format,
          charset: text,
          edi: interchangeSyntaxSchema,
        },
      },
    },
    routes: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'canonical', 'destinations'],
        properties: {
          id,
          canonical: id,
          senders: listOf(id),
          where: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['path', 'in'],
              properties: { path: text, in: listOf(text) },
            },
          },
          destinations: listOf(id),
        },
      },
    },
  },
} as const;
