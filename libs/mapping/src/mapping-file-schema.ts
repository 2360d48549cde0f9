import {
  codeKeys,
  comparisons,
  conditionKeys,
  expectedIssueKeys,
  fileKeys,
  formats,
  fromKeys,
  ruleKeys,
  testKeys,
  toKeys,
  types,
} from './compile/keys.js';
import { roundingModes } from './numbers/rounding.js';
import { textFunctions } from './functions/registry.js';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const scalar: Schema = { type: ['string', 'number', 'boolean', 'null'] };
const rule: Schema = { $ref: '#/$defs/rule' };
const rules: Schema = { type: 'object', additionalProperties: rule };
const condition: Schema = { $ref: '#/$defs/condition' };
const texts: Schema = { type: 'object', additionalProperties: text };
const pathOrPaths: Schema = { anyOf: [text, { type: 'array', items: text }] };
const pathOrRule: Schema = { anyOf: [text, rule] };

function object(keys: readonly string[], properties: Schema, required: readonly string[] = []): Schema {
  const known = Object.fromEntries(keys.map((key) => [key, properties[key] ?? {}]));
  return { type: 'object', properties: known, required, additionalProperties: false };
}

const ruleProperties: Schema = {
  value: scalar,
  map: rules,
  each: pathOrPaths,
  list: { type: 'array', items: rule },
  choose: { type: 'array', items: { type: 'object' } },
  first: { type: 'array', items: rule },
  template: text,
  apply: { anyOf: [{ $ref: '#/$defs/function' }, { type: 'array', items: { $ref: '#/$defs/function' } }] },
  table: { type: 'object', additionalProperties: scalar },
  onUnknown: scalar,
  code: object(codeKeys, { list: text, from: text, to: text, give: text, at: pathOrRule }, ['list']),
  as: { enum: types },
  to: text,
  unit: pathOrRule,
  round: {
    anyOf: [
      { type: 'integer', minimum: 0, maximum: 30 },
      object(['places', 'mode'], { places: { type: 'integer' }, mode: { enum: roundingModes } }, ['places']),
    ],
  },
  required: { type: 'boolean' },
  keepEmpty: { type: 'boolean' },
  default: scalar,
  when: condition,
  where: condition,
  group: pathOrRule,
  let: rules,
};

/**
 * JSON Schema 2020-12 of mapping files, for editors. The compiler checks more, and says it better; the schema refuses
 * nothing that the compiler takes.
 */
export function mappingFileSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Bianzu mapping file',
    ...object(
      fileKeys,
      {
        name: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
        from: object(
          fromKeys,
          { format: { enum: formats }, namespaces: texts, options: { type: 'object' } },
          ['format'],
        ),
        to: object(toKeys, { format: { enum: formats }, namespaces: texts, options: { type: 'object' } }, [
          'format',
        ]),
        let: rules,
        fragments: rules,
        when: condition,
        each: pathOrPaths,
        where: condition,
        group: pathOrRule,
        map: rules,
        tests: { type: 'array', items: { $ref: '#/$defs/test' } },
      },
      ['name', 'from', 'to', 'map'],
    ),
    $defs: {
      rule: { anyOf: [text, { type: 'array', items: text }, object(ruleKeys, ruleProperties)] },
      condition: {
        anyOf: [text, object(conditionKeys, { ...ruleProperties, ...conditionTests })],
      },
      function: {
        anyOf: [
          { enum: [...textFunctions.keys()] },
          { ...object([...textFunctions.keys()], {}), minProperties: 1, maxProperties: 1 },
        ],
      },
      test: object(
        testKeys,
        { name: text, issues: { type: 'array', items: object(expectedIssueKeys, {}, ['code']) } },
        ['name', 'given'],
      ),
    },
  };
}

const conditionTests: Schema = {
  ...Object.fromEntries(comparisons.map((key) => [key, {}])),
  in: { type: 'array', items: scalar },
  matches: text,
  all: { anyOf: [condition, { type: 'array', items: condition }] },
  any: { anyOf: [condition, { type: 'array', items: condition }] },
  not: condition,
};
