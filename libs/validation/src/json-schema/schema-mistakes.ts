import { didYouMean, onFirstUse, schemaProblems, type SourceFile } from '#libs/checked-yaml';
import type { ConfigurationProblem } from '#libs/message';
import type { AnySchemaObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** Keywords that people misspell. */
const keywords =
  '$ref $anchor $dynamicRef $dynamicAnchor $vocabulary unevaluatedItems readOnly writeOnly contentEncoding contentMediaType contentSchema $defs $id $schema $comment title description default examples deprecated type enum const properties required additionalProperties unevaluatedProperties patternProperties propertyNames dependentRequired dependentSchemas minProperties maxProperties items prefixItems contains minContains maxContains minItems maxItems uniqueItems minLength maxLength pattern format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf allOf anyOf oneOf not if then else'.split(
    ' ',
  );

/** Knows the meta-schema, compiled at the first schema. */
const metaSchema = onFirstUse(
  () => new Ajv2020({ allErrors: true, verbose: true, strict: false, logger: false }),
);

/** Mistakes in a JSON Schema itself: against the meta-schema, and keywords that do not exist. */
export function schemaMistakes(source: SourceFile, schema: AnySchemaObject): ConfigurationProblem[] {
  const ajv = metaSchema();
  if (ajv.validateSchema(schema) !== true) return schemaProblems(source, ajv.errors ?? []);
  return unknownKeywords(schema, []).map(({ path, name }) => {
    const meant = didYouMean(name, keywords);
    return source.problem(
      path,
      `未知的关键字“${name}”${meant === undefined ? '' : `，是否应为“${meant}”？`}`,
      `"${name}" is no keyword of JSON Schema${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
    );
  });
}

interface Unknown {
  readonly path: readonly (string | number)[];
  readonly name: string;
}

const mapsOfSchemas = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);
const plainValues = new Set([
  'enum',
  'const',
  'default',
  'examples',
  'required',
  'dependentRequired',
  'type',
]);

function unknownKeywords(schema: unknown, path: readonly (string | number)[]): Unknown[] {
  if (Array.isArray(schema)) return schema.flatMap((one, at) => unknownKeywords(one, [...path, at]));
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, value]) => {
    const here = [...path, name];
    if (name.startsWith('x-') || plainValues.has(name)) return [];
    if (!keywords.includes(name)) return [{ path: here, name }];
    if (!mapsOfSchemas.has(name)) return unknownKeywords(value, here);
    return Object.entries(value as object).flatMap(([key, member]) =>
      unknownKeywords(member, [...here, key]),
    );
  });
}
