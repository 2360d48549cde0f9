import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePath, PathSyntaxError, type ConfigurationProblem, type Path } from '#libs/message';

/** How the messages of one canonical type are kept: read from the `x-bianzu` annotation of its schema. */
export interface RecordDefinition {
  /** `transport-order` */
  readonly type: string;
  readonly version: number;
  /** What the record is called in the store; several types may share a kind. */
  readonly kind: string;
  /** Where the record's number stands: with kind and system it identifies the record. */
  readonly number: Path;
  /** As of when the message speaks: of one number, the latest is kept. */
  readonly asOf: Path;
  readonly parties: readonly { readonly path: Path; readonly role: string }[];
  /** Numbers that lead to the record and hold it together with others: order, waybill, container ... */
  readonly keys: readonly { readonly path: Path; readonly type: string }[];
}

/** Keys that identify a party, which matching looks after, or one message. */
const otherKeyTypes: ReadonlySet<string> = new Set(['customer', 'credit-code', 'phone', 'document']);

export interface CanonicalSchema {
  readonly type: string;
  readonly version: number;
  /** The JSON Schema, parsed. */
  readonly schema: unknown;
  /** For messages about mistakes in it. */
  readonly file: string;
}

export interface RecordDefinitions {
  readonly definitions: readonly RecordDefinition[];
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads every `schemas/canonical/<type>/<version>.schema.json` under the schemas folder. */
export function loadRecordDefinitions(schemasRoot: string): RecordDefinitions {
  const root = join(schemasRoot, 'canonical');
  const schemas = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => schemasOfType(root, entry.name));
  return recordDefinitions(schemas);
}

/** The definitions that the schemas' annotations give; a schema without `x-bianzu.record` is not kept in the store. */
export function recordDefinitions(schemas: readonly CanonicalSchema[]): RecordDefinitions {
  const definitions: RecordDefinition[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const schema of schemas) {
    const annotation = member(schema.schema, 'x-bianzu');
    const record = member(annotation, 'record');
    if (record === undefined) continue;
    try {
      definitions.push(definitionOf(schema, record, member(annotation, 'keys')));
    } catch (error) {
      if (!(error instanceof AnnotationError) && !(error instanceof PathSyntaxError)) throw error;
      problems.push({
        file: schema.file,
        message: {
          zh: `x-bianzu 标注有误：${error.message}`,
          en: `wrong x-bianzu annotation: ${error.message}`,
        },
      });
    }
  }
  return { definitions, problems };
}

class AnnotationError extends Error {}

function definitionOf(schema: CanonicalSchema, record: unknown, keys: unknown): RecordDefinition {
  return {
    type: schema.type,
    version: schema.version,
    kind: text(record, 'kind'),
    number: compilePath(text(record, 'number')),
    asOf: compilePath(text(record, 'asOf')),
    parties: list(member(record, 'parties')).map((party) => ({
      path: compilePath(text(party, 'path')),
      role: text(party, 'role'),
    })),
    keys: list(keys)
      .filter((key) => !otherKeyTypes.has(text(key, 'type')))
      .map((key) => ({ path: compilePath(text(key, 'path')), type: text(key, 'type') })),
  };
}

function schemasOfType(root: string, type: string): CanonicalSchema[] {
  return readdirSync(join(root, type)).flatMap((name) => {
    const version = /^(\d+)\.schema\.json$/.exec(name)?.[1];
    if (version === undefined) return [];
    const file = join(root, type, name);
    const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return [{ type, version: Number(version), schema, file }];
  });
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function text(value: unknown, name: string): string {
  const found = member(value, name);
  if (typeof found === 'string' && found !== '') return found;
  throw new AnnotationError(`"${name}" must be a text that is not empty`);
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value as unknown[];
  throw new AnnotationError('"parties" and "keys" must be lists');
}
