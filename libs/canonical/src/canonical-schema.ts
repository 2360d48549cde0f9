import type { RecordDeclaration } from './message-model.js';

/** The subset of JSON Schema 2020-12 that canonical messages are written in, with their annotations. */
export interface CanonicalSchema {
  readonly title?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, CanonicalSchema>>;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly additionalProperties?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, CanonicalSchema>>;
  readonly items?: CanonicalSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-fractionDigits'?: number;
  readonly 'x-zh'?: { readonly title: string; readonly description: string };
  readonly 'x-unit'?: string;
  readonly 'x-codeList'?: string;
  readonly 'x-identifier'?: string;
  readonly 'x-source'?: Readonly<Record<string, string>>;
  readonly 'x-bianzu'?: {
    readonly message: string;
    readonly xmlRoot: string;
    readonly xmlNamespace: string;
    readonly record?: RecordDeclaration;
    readonly keys: readonly { readonly type: string; readonly path: string }[];
  };
}

/** Everything that may stand in a canonical schema; what is not here, XSD 1.0 could not say or nobody would read. */
export const knownKeywords: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$ref', '$defs', 'title', 'description', 'examples', 'type', 'additionalProperties'],
  ...['required', 'properties', 'items', 'minItems', 'maxItems', 'enum', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'x-fractionDigits', 'x-zh', 'x-unit', 'x-codeList', 'x-identifier'],
  ...['x-source', 'x-bianzu'],
]);
