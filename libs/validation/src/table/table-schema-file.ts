const text = { type: 'string', minLength: 1, maxLength: 500 };
const place = { type: 'integer', minimum: 1, maximum: 1_000_000 };
const size = { type: 'integer', minimum: 0, maximum: 1_000_000 };
const bound = { type: ['string', 'number'] };

const column = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: text,
    zh: text,
    en: text,
    required: { type: 'boolean' },
    type: { enum: ['text', 'integer', 'decimal', 'date', 'dateTime', 'time'] },
    format: text,
    minLength: size,
    maxLength: size,
    pattern: text,
    enum: { type: 'array', minItems: 1, maxItems: 1000, items: { type: ['string', 'number'] } },
    min: bound,
    max: bound,
    decimals: size,
    start: place,
    length: place,
    align: { enum: ['left', 'right'] },
    pad: { type: 'string', minLength: 1, maxLength: 1 },
  },
};

const columns = { type: 'array', minItems: 1, maxItems: 500, items: column };

const record = {
  type: 'object',
  required: ['name', 'columns'],
  additionalProperties: false,
  properties: {
    name: text,
    zh: text,
    en: text,
    role: { enum: ['header', 'detail', 'trailer'] },
    when: {
      type: 'object',
      required: ['start', 'length', 'value'],
      additionalProperties: false,
      properties: { start: place, length: place, value: text },
    },
    count: text,
    length: place,
    columns,
  },
};

/** JSON Schema 2020-12 of `.table.yaml`. */
export const tableFileSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['format'],
  additionalProperties: false,
  properties: {
    format: { enum: ['csv', 'fixed-width'] },
    zh: text,
    en: text,
    charset: text,
    delimiter: { type: 'string', minLength: 1, maxLength: 1 },
    quote: { type: 'string', maxLength: 1 },
    headerLines: { type: 'integer', minimum: 0, maximum: 100 },
    unit: { enum: ['bytes', 'characters'] },
    columns,
    records: { type: 'array', minItems: 1, maxItems: 50, items: record },
    totals: {
      type: 'array',
      items: {
        type: 'object',
        required: ['record', 'column', 'sum'],
        additionalProperties: false,
        properties: { record: text, column: text, sum: text },
      },
    },
  },
};
