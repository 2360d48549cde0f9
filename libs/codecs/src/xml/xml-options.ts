export interface XmlOptions {
  /** Reading: taken for granted when the XML declares nothing. Writing: default is the document's own. */
  readonly charset?: string;
  /** Levels of elements, default 100. */
  readonly maxDepth?: number;
  /** Elements and attributes together, default 2,000,000. */
  readonly maxNodes?: number;
  /** Write `<?xml ...?>`, default true. */
  readonly declaration?: boolean;
  /** Spaces per level; default 0 writes everything on one line. */
  readonly indent?: number;
  /** Prefix to namespace URI, declared at the root; the prefix '' makes a default namespace. */
  readonly prefixes?: Readonly<Record<string, string>>;
  /** Name of the root element when the document's root has none, as in JSON. */
  readonly rootName?: string;
}

export const xmlOptionsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  properties: {
    charset: { type: 'string' },
    maxDepth: { type: 'integer', minimum: 1, maximum: 1000 },
    maxNodes: { type: 'integer', minimum: 1 },
    declaration: { type: 'boolean' },
    indent: { type: 'integer', minimum: 0, maximum: 16 },
    prefixes: { type: 'object', additionalProperties: { type: 'string' } },
    rootName: { type: 'string', minLength: 1 },
  },
} as const;
