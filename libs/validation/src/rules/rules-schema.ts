import { identifiers } from '#libs/base-data';

export const comparisonNames = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const;

const text = { type: 'string', minLength: 1, maxLength: 500 };
const scalar = { type: ['string', 'number', 'boolean'] };
const severity = { enum: ['error', 'warning', 'info'] };
const condition = { $ref: '#/$defs/condition' };
const conditions = { type: 'array', minItems: 1, maxItems: 50, items: condition };
const operands = { type: 'array', minItems: 2, maxItems: 2, items: { $ref: '#/$defs/operand' } };

function entries(required: string[], properties: object): object {
  return {
    type: 'array',
    maxItems: 500,
    items: { type: 'object', required, additionalProperties: false, properties },
  };
}

/** JSON Schema 2020-12 of `.rules.yaml`. */
export const rulesSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  properties: {
    namespaces: { type: 'object', additionalProperties: text },
    rules: entries(['id', 'zh', 'en', 'assert'], {
      id: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$' },
      zh: text,
      en: text,
      severity,
      each: text,
      at: text,
      when: condition,
      assert: condition,
    }),
    codes: entries(['path', 'list'], {
      path: text,
      list: text,
      by: text,
      from: text,
      at: text,
      format: text,
      severity,
    }),
    identifiers: entries(['path', 'identifier'], {
      path: text,
      identifier: { enum: Object.keys(identifiers) },
      severity,
    }),
    dates: entries(['path', 'format'], { path: text, format: text, severity }),
  },
  $defs: {
    operand: {
      type: ['string', 'object'],
      maxProperties: 1,
      minProperties: 1,
      additionalProperties: false,
      properties: { value: { type: ['string', 'number'] }, count: text, sum: text },
    },
    condition: {
      type: 'object',
      minProperties: 1,
      additionalProperties: false,
      properties: {
        exists: text,
        absent: text,
        unique: text,
        path: text,
        equals: scalar,
        in: { type: 'array', minItems: 1, maxItems: 1000, items: scalar },
        matches: text,
        all: conditions,
        any: conditions,
        not: condition,
        ...Object.fromEntries(comparisonNames.map((name) => [name, operands])),
        as: { enum: ['decimal', 'date', 'text'] },
        format: text,
      },
    },
  },
};
