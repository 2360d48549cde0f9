import { issueTexts } from '#libs/message';
import { agreementStates } from './agreement-state.js';
import { durationSchema } from './duration.js';
import { ediTermsSchema, toleranceSchema } from './edi-schema.js';
import { interchangeSyntaxSchema } from './interchange-syntax.js';
import { connectedChannels } from './terms-of-delivery.js';

const text = { type: 'string', minLength: 1, maxLength: 200 } as const;
const id = { type: 'string', pattern: '^[a-z][a-z0-9-]{0,39}$' } as const;

/** Whether a text can be the id of a partner. The id is also the name of a file, so nothing in it leads out of its folder. */
export function isPartnerId(text: string): boolean {
  return new RegExp(id.pattern).test(text);
}

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

const version = { type: 'integer', minimum: 1, maximum: 1_000_000 } as const;
const state = { enum: agreementStates } as const;

const inboundAgreement = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'version', 'recognise', 'schema', 'mappings'],
  properties: {
    id,
    version,
    state,
    direction: { enum: ['inbound', 'outbound'] },
    recognise: recognition,
    schema: text,
    // none when the schema is a canonical message's
    mappings: { ...listOf(text), minItems: 0 },
    reference: listOf(text),
    senderId: text,
    signedBy: id,
    laneKey: text,
    duplicateWindow: durationSchema,
    acknowledgementDeadline: durationSchema,
    quarantineOn: listOf(issueCode),
    tolerance: toleranceSchema,
    batch: { type: 'boolean' },
    retentionDays,
    charset: text,
  },
} as const;

const destinationTerms = {
  id,
  version,
  state,
  channel: { enum: ['amqp', ...connectedChannels] },
  connection: id,
  mapping: text,
  schema: text,
  format,
  charset: text,
  edi: interchangeSyntaxSchema,
  order: { enum: ['destination', 'key'] },
  ackDeadline: durationSchema,
  retry: {
    type: 'object',
    additionalProperties: false,
    properties: {
      maxAge: durationSchema,
      firstDelay: durationSchema,
      maxDelay: durationSchema,
      attemptTimeout: durationSchema,
    },
  },
} as const;

const outboundAgreement = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'direction', 'channel', 'mapping', 'schema', 'format'],
  properties: { ...destinationTerms, direction: { enum: ['inbound', 'outbound'] } },
} as const;

const agreement = {
  if: { type: 'object', required: ['direction'], properties: { direction: { const: 'outbound' } } },
  then: outboundAgreement,
  else: inboundAgreement,
} as const;

const connections = {
  type: 'object',
  maxProperties: 50,
  propertyNames: id,
  additionalProperties: {
    type: 'object',
    additionalProperties: false,
    required: ['channel', 'settings'],
    properties: { channel: { enum: connectedChannels }, settings: { type: 'object' } },
  },
} as const;

const identifiers = {
  type: 'object',
  additionalProperties: false,
  properties: {
    creditCode: { type: 'string', pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$' },
    gln: { type: 'string', pattern: '^\\d{13}$' },
    scac: { type: 'string', pattern: '^[A-Z]{2,4}$' },
    rics: { type: 'string', pattern: '^\\d{4}$' },
  },
} as const;

const conditions = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['path', 'in'],
    properties: { path: text, in: listOf(text) },
  },
} as const;

const eventGrant = {
  type: 'object',
  additionalProperties: false,
  required: ['types'],
  properties: { types: listOf(id), senders: listOf(id), where: conditions },
} as const;

/** What a file `agreements/<partner>.yaml` may say. */
export const partnerFileSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['partner', 'name', 'channels'],
  properties: {
    partner: id,
    name: bilingual,
    kind: { enum: ['own', 'outside'] },
    identifiers,
    channels: listOf({ enum: ['rest', 'amqp', 'file', 'as2', 'sftp', 'soap'] }),
    connections,
    senderIds: listOf(text),
    acknowledgement: {
      type: 'object',
      additionalProperties: false,
      properties: {
        format: { enum: ['json', 'xml', 'taf'] },
        charset: text,
        connection: id,
        sender: { type: 'string', pattern: '^[0-9A-Z]{4}$' },
        when: { enum: ['always', 'refusals', 'never'] },
      },
      if: { type: 'object', required: ['format'], properties: { format: { const: 'taf' } } },
      then: { type: 'object', required: ['sender'] },
    },
    events: { type: 'array', items: eventGrant },
    edi: ediTermsSchema,
    security: {
      type: 'object',
      additionalProperties: false,
      required: ['signature'],
      properties: { signature: { enum: ['required', 'optional'] } },
    },
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
        properties: { ...destinationTerms, partner: id },
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
          where: conditions,
          destinations: listOf(id),
        },
      },
    },
  },
} as const;
