import { SourceFile } from '#libs/checked-yaml';
import { readFileSync } from 'node:fs';
import {
  issue,
  locationOf,
  plainValueOf,
  type ConfigurationProblem,
  type Document,
  type Issue,
} from '#libs/message';
import type { AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv';
import { documentSize } from '../document-size.js';
import type { Layer } from '../layer.js';
import { createAjv } from './create-ajv.js';
import { errorIssue } from './error-issue.js';
import { schemaMistakes } from './schema-mistakes.js';
import type { SchemaStore } from './schema-store.js';

const deepestMember = 200;
/** Beyond this many nodes a wrong document gets its first fault only: each node can have many. */
const mostNodesForAllFaults = 20_000;

/** A JSON Schema 2020-12, compiled once; a second time, for all faults at once, when the first wrong document comes. */
export class JsonSchema implements Layer {
  private allFaults: ValidateFunction | undefined;

  private constructor(
    private readonly accepts: ValidateFunction,
    private readonly compileForAllFaults: () => ValidateFunction,
  ) {}

  static compile(
    file: string,
    store: SchemaStore,
  ): { schema?: JsonSchema; problems: ConfigurationProblem[] } {
    const source = new SourceFile(file, readFileSync(file, 'utf8'));
    const collected = new Map<string, AnySchemaObject>();
    const problems = collect(file, store, collected);
    if (problems.length > 0) return { problems };
    const schemas = [...collected.values()];
    const mistakes = schemaMistakes(source, schemas[0]!);
    if (mistakes.length > 0) return { problems: mistakes };
    try {
      return {
        schema: new JsonSchema(compiled(schemas, store, false), () => compiled(schemas, store, true)),
        problems: [],
      };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        problems: [source.problem([], `JSON Schema 有误：${reason}`, `The JSON Schema is wrong: ${reason}`)],
      };
    }
  }

  /** All faults of a document of any format, by its plain value. */
  validate(document: Document): Issue[] {
    const { nodes, deepest } = documentSize(document.root);
    if (deepest > deepestMember) return [issue('input-too-deep', {}, { expected: String(deepestMember) })];
    const value = plainValueOf(document.root);
    if (this.accepts(value)) return [];
    if (nodes > mostNodesForAllFaults) {
      const first = (this.accepts.errors ?? []).slice(0, 1).map((error) => errorIssue(error, document));
      const limit = { expected: `${mostNodesForAllFaults} (nodes)` };
      return [...first, issue('check-limit', locationOf(document.root, document.format), limit)];
    }
    const acceptsWithAllErrors = (this.allFaults ??= this.compileForAllFaults());
    acceptsWithAllErrors(value);
    return merged(telling(acceptsWithAllErrors.errors ?? []).map((error) => errorIssue(error, document)));
  }
}

/** Reads the file and all that it refers to, the file itself first. */
function collect(
  file: string,
  store: SchemaStore,
  found: Map<string, AnySchemaObject>,
): ConfigurationProblem[] {
  if (found.has(file)) return [];
  const source = new SourceFile(file, readFileSync(file, 'utf8'));
  let schema: AnySchemaObject;
  try {
    schema = store.read(file);
  } catch (error) {
    const syntax = source.syntaxProblems();
    const reason = error instanceof Error ? error.message : String(error);
    return syntax.length > 0
      ? syntax
      : [source.problem([], `JSON 语法错误：${reason}`, `JSON syntax: ${reason}`)];
  }
  found.set(file, schema);
  const { files, missing } = store.references(schema);
  const problems = missing.map((reference) =>
    source.problemAtText(
      reference,
      `引用“${reference}”在 schemas 目录内不存在`,
      `the reference "${reference}" leads to no file inside the schemas folder`,
    ),
  );
  return [...problems, ...files.flatMap((next) => collect(next, store, found))];
}

function compiled(
  schemas: readonly AnySchemaObject[],
  store: SchemaStore,
  allErrors: boolean,
): ValidateFunction {
  const ajv = createAjv(allErrors, schemas);
  const addresses = new Set(schemas.map((schema) => schema.$id));
  for (const schema of schemas.slice(1)) ajv.addSchema(schema);
  for (const [id, file] of store.ids()) {
    const address = store.addressOf(file);
    if (addresses.has(address)) ajv.addSchema({ $id: id, $ref: address });
  }
  return ajv.compile(schemas[0]!);
}

/** Without "matches none of the alternatives" where the alternatives themselves say what is wrong. */
function telling(errors: readonly ErrorObject[]): ErrorObject[] {
  return errors.filter((error) => {
    if (error.keyword === 'if') return false;
    if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf') return true;
    return !errors.some((other) => other !== error && other.instancePath.startsWith(error.instancePath));
  });
}

/** Alternatives of one place become one issue. */
function merged(issues: readonly Issue[]): Issue[] {
  const byPlace = new Map<string, Issue>();
  for (const fault of issues) {
    const alternative = fault.code === 'value-type' || fault.code === 'value-not-allowed';
    const place = JSON.stringify([fault.code, fault.location, alternative ? '' : fault.expected, fault.args]);
    const present = byPlace.get(place);
    if (present === undefined) byPlace.set(place, fault);
    else if (alternative && !present.expected!.split(' | ').includes(fault.expected!)) {
      byPlace.set(place, { ...present, expected: `${present.expected} | ${fault.expected}` });
    }
  }
  return [...byPlace.values()];
}
