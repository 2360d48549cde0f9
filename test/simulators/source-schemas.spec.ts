import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { codecFor } from '#libs/codecs';
import { loadCodeLists } from '#libs/base-data';
import { SchemaLibrary } from '#libs/validation';
import type { Document } from '#libs/message';

const { lists } = loadCodeLists('code-lists');
const library = new SchemaLibrary({ schemasRoot: 'schemas/sources', codeLists: lists });

const samples = [
  ['sys-1/samples/order-full-wagon.xml', 'sys-1/order'],
  ['sys-1/samples/order-containers.xml', 'sys-1/order'],
  ['sys-1/samples/party.xml', 'sys-1/party'],
  ['sys-2/samples/demand.xml', 'sys-2/demand'],
  ['sys-2/samples/demand-containers.xml', 'sys-2/demand'],
  ['sys-2/samples/wagon-request.xml', 'sys-2/wagon-request'],
  ['sys-4/samples/customer.json', 'sys-4/customer'],
  ['sys-4/samples/order.json', 'sys-4/order'],
  ['sys-4/samples/status.json', 'sys-4/status'],
  ['sys-5/samples/gate-in.xml', 'sys-5/equipment-event'],
  ['sys-5/samples/damage.xml', 'sys-5/equipment-event'],
  ['sys-6/samples/parcel.csv', 'sys-6/parcel'],
  ['sys-6/samples/parcel-status.txt', 'sys-6/parcel-status'],
] as const;

function decode(file: string, schema: string): Document {
  const bytes = readFileSync(join('schemas/sources', file));
  const table = library.table(schema);
  const { document, issues } =
    table === undefined
      ? codecFor(file.endsWith('.json') ? 'json' : 'xml').decode(bytes)
      : codecFor(table.codec().format).decode(bytes, table.codec().options);
  expect(issues).toEqual([]);
  return document!;
}

describe('the reference formats', () => {
  it('are definitions without a mistake', () => {
    expect(library.problems()).toEqual([]);
  });

  it.each(samples)('say yes to the sample %s', (file, schema) => {
    expect(library.validate(decode(file, schema), schema)).toEqual([]);
  });

  it('name every sample here', () => {
    const files = ['sys-1', 'sys-2', 'sys-4', 'sys-5', 'sys-6'].flatMap((system) =>
      readdirSync(join('schemas/sources', system, 'samples')).map((name) => `${system}/samples/${name}`),
    );
    expect(samples.map(([file]) => file as string).sort()).toEqual(files.sort());
  });

  it.each([...new Set(samples.map(([, schema]) => schema))])('document every field of %s', (schema) => {
    const [system] = schema.split('/');
    const documentation = readFileSync(join('schemas/sources', system!, 'README.md'), 'utf8');
    const fields = fieldsOf(schema);
    const undocumented = fields.filter((name) => !documentation.includes(`\`${name}\``));
    expect(fields.length).toBeGreaterThan(5);
    expect(undocumented).toEqual([]);
  });
});

/** The names that the definition declares. */
function fieldsOf(schema: string): string[] {
  const [folder, name] = [join('schemas/sources', schema.split('/')[0]!), schema.split('/')[1]!];
  const isDefinition = (one: string): boolean => one.startsWith(`${name}.`) && !one.endsWith('.rules.yaml');
  const file = readdirSync(folder).find(isDefinition)!;
  const text = readFileSync(join(folder, file), 'utf8');
  if (file.endsWith('.json')) return propertyNames(JSON.parse(text) as JsonSchema);
  if (file.endsWith('.yaml')) return columnNames(parse(text) as Table);
  return [...text.matchAll(/<xs:(element|attribute) name="(\w+)"/g)].map(
    ([, kind, found]) => (kind === 'attribute' ? '@' : '') + found!,
  );
}

interface Table {
  readonly columns?: readonly { readonly name: string }[];
  readonly records?: readonly Table[];
}

function columnNames({ columns = [], records = [] }: Table): string[] {
  return [...columns.map(({ name }) => name), ...records.flatMap(columnNames)];
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

function propertyNames(schema: JsonSchema): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    name,
    ...propertyNames(inner),
  ]);
  return schema.items === undefined ? own : [...own, ...propertyNames(schema.items)];
}
