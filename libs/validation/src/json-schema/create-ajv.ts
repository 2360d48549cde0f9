import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { AnySchemaObject } from 'ajv';
import { fractionDigits } from '#libs/message';

/** Like `fractionDigits` of XSD; `multipleOf` would stumble over binary fractions. */
const fractionDigitsKeyword = 'x-fractionDigits';

/**
 * ajv for JSON Schema 2020-12, strict about unknown keywords; `x-` annotations of `schemas` are allowed. The schemas have been
 * held against the meta-schema already (`schemaMistakes`): compiling that once for each of them would take most of the start.
 */
export function createAjv(allErrors: boolean, schemas: readonly AnySchemaObject[] = []): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors,
    verbose: allErrors,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    strictTuples: false,
    allowUnionTypes: true,
    logger: false,
    meta: false,
    validateSchema: false,
    // the optimiser takes longer than it saves: schemas are many and the code is compiled by V8 anyway
    code: { optimize: false },
  });
  formats.default(ajv);
  ajv.addKeyword({
    keyword: fractionDigitsKeyword,
    type: 'number',
    schemaType: 'number',
    validate: (allowed: number, value: number) => fractionDigits(String(value)) <= allowed,
  });
  const annotations = new Set<string>();
  for (const schema of schemas) collectAnnotations(schema, annotations);
  annotations.delete(fractionDigitsKeyword);
  for (const name of annotations) ajv.addKeyword(name);
  return ajv;
}

function collectAnnotations(schema: unknown, found: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (/^x-[a-z][a-z0-9-]*$/i.test(key)) found.add(key);
    collectAnnotations(value, found);
  }
}
