/** What a `.guide.yaml` says; `docs/edi-definitions.md` is its reference. */
export interface GuideFile {
  readonly name: string;
  readonly version: string;
  readonly zh: string;
  readonly en: string;
  /** The definition that is narrowed: `edifact/d95b/CODECO`. */
  readonly message: string;
  /** Directories that a message may name; the definition's own unless given. */
  readonly directories?: readonly string[];
  readonly segments?: readonly GuidePlace[];
}

export interface GuidePlace {
  /** Groups from the message down, then the segment or the group meant: `SG5/EQD`, `SG5`, `N7/VC/N1[2]`. */
  readonly at: string;
  readonly usage?: GuideUsage;
  readonly max?: number;
  /** By path in the segment: `C237/8260`, `C212[2]/7140`, `N101`. */
  readonly elements?: Readonly<Record<string, GuideElement>>;
}

/** M must be there; N is not used. */
export type GuideUsage = 'M' | 'N';

export interface GuideElement {
  readonly usage?: GuideUsage;
  readonly format?: string;
  /** The only codes in use. */
  readonly codes?: readonly string[];
  /** Codes that the partners agreed on beside those of the directory. */
  readonly also?: readonly string[];
}

const text = { type: 'string', minLength: 1, maxLength: 500 };
const usage = { enum: ['M', 'N'] };
const codes = { type: 'array', minItems: 1, maxItems: 1000, uniqueItems: true, items: text };

/** JSON Schema 2020-12 of `.guide.yaml`. */
export const guideSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['name', 'version', 'zh', 'en', 'message'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$' },
    version: text,
    zh: text,
    en: text,
    message: text,
    directories: { type: 'array', minItems: 1, maxItems: 50, items: text },
    segments: {
      type: 'array',
      maxItems: 500,
      items: {
        type: 'object',
        required: ['at'],
        additionalProperties: false,
        properties: {
          at: text,
          usage,
          max: { type: 'integer', minimum: 1 },
          elements: {
            type: 'object',
            maxProperties: 200,
            additionalProperties: {
              type: 'object',
              minProperties: 1,
              additionalProperties: false,
              properties: { usage, format: text, codes, also: codes },
            },
          },
        },
      },
    },
  },
};
