export interface JsonOptions {
  /** Reading: taken for granted when the bytes do not contradict. Writing: default is the document's own. */
  readonly charset?: string;
  /** Levels of objects and arrays, default 100. */
  readonly maxDepth?: number;
  /** Values, objects and arrays together, default 2,000,000. */
  readonly maxNodes?: number;
  /** Spaces per level; default 0 writes everything on one line. */
  readonly indent?: number;
}

export const jsonOptionsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  properties: {
    charset: { type: 'string' },
    maxDepth: { type: 'integer', minimum: 1, maximum: 1000 },
    maxNodes: { type: 'integer', minimum: 1 },
    indent: { type: 'integer', minimum: 0, maximum: 16 },
  },
} as const;
