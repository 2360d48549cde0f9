import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fromPlainValue, openNode, valueNode, type Document, type Issue } from '#libs/message';
import { JsonSchema } from './json-schema.js';
import { SchemaStore } from './schema-store.js';

function compile(files: Record<string, unknown>): ReturnType<typeof JsonSchema.compile> {
  const root = mkdtempSync(join(tmpdir(), 'bianzu-json-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return JsonSchema.compile(join(root, Object.keys(files)[0]!), new SchemaStore(root));
}

function json(value: unknown): Document {
  return { format: 'json', charset: 'utf-8', root: fromPlainValue(value) };
}

function brief({ code, location, value, expected }: Issue): string {
  return `${code} ${location.path} [${value ?? ''}] ${expected ?? ''}`.trimEnd();
}

const orderSchema = {
  $id: 'https://bianzu.example/order/1',
  type: 'object',
  'x-zh': '订单',
  required: ['no', 'party'],
  additionalProperties: false,
  properties: {
    no: { type: 'string', pattern: '^[A-Z]+$', maxLength: 3 },
    date: { type: 'string', format: 'date', 'x-source': { edi: 'DTM' } },
    weight: { type: 'number', maximum: 100 },
    kind: { enum: ['wagon', 'container'] },
    tags: { type: 'array', maxItems: 2, items: { type: ['string', 'null'] } },
    party: { $ref: '../parts/party.schema.json#/$defs/party' },
    other: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
  },
};
const files = {
  'order/1.schema.json': orderSchema,
  'parts/party.schema.json': {
    $defs: { party: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
  },
};

describe('a JSON Schema', () => {
  const { schema, problems } = compile(files);

  it('is compiled with annotations and with the files that it refers to', () => {
    expect(problems).toEqual([]);
    expect(schema!.validate(json({ no: 'A', party: { name: '' } }))).toEqual([]);
  });

  it('counts the digits after the point as XSD does', () => {
    const weight = { type: 'number', 'x-fractionDigits': 2 };
    const { schema: decimals } = compile({
      'weight.schema.json': { type: 'object', properties: { weight } },
    });
    expect(decimals!.validate(json({ weight: 0.07 }))).toEqual([]);
    expect(decimals!.validate(json({ weight: 1.075 })).map(brief)).toEqual([
      'value-length /weight [1.075] ≤ 2 (fractionDigits)',
    ]);
  });

  it('reports every fault by pointer, value and expectation', () => {
    const value = {
      no: 'abcd',
      date: '2026-02-30',
      weight: 101,
      kind: 'ship',
      tags: ['', 1, ''],
      party: {},
      nmae: 1,
      other: 'x',
    };
    expect(schema!.validate(json(value)).map(brief).sort()).toEqual([
      'date-impossible /date [2026-02-30] date',
      'element-missing /party [] name',
      'element-unexpected /nmae [1] no | date | weight | kind | tags | party | other'.replace(
        '[1]',
        '[nmae]',
      ),
      'too-many /tags [[…]] 2',
      'value-length /no [abcd] ≤ 3',
      'value-not-allowed /kind [ship] wagon, container',
      'value-pattern /no [abcd] ^[A-Z]+$',
      'value-range /weight [101] ≤ 100',
      'value-type /other [x] integer | null',
      'value-type /tags/1 [1] string | null',
    ]);
  });

  it('tells a number as it was written, with its place in the source', () => {
    const root = openNode('object', '');
    root.children.push(
      valueNode('no', 'A', 'string', root),
      valueNode('weight', '12345678901234567890.10', 'number', root, { line: 4, column: 7 }),
      fromPlainValue({ name: 'n' }, 'party', root),
    );
    expect(schema!.validate({ format: 'json', charset: 'utf-8', root })).toEqual([
      expect.objectContaining({
        value: '12345678901234567890.10',
        location: { path: '/weight', line: 4, column: 7 },
      }),
    ]);
  });

  it('stays bounded on very many faults and very deep trees', () => {
    const many = json({ no: 'A', party: { name: '' }, tags: Array.from({ length: 30_000 }, () => 1) });
    expect(schema!.validate(many).map(({ code }) => code)).toEqual(['too-many', 'check-limit']);
    let deep: unknown = 1;
    for (let level = 0; level < 300; level += 1) deep = [deep];
    expect(schema!.validate(json({ no: deep })).map(({ code }) => code)).toEqual(['input-too-deep']);
  });
});

describe('a wrong JSON Schema', () => {
  it('is a problem with line and the keyword that was meant', () => {
    const { schema, problems } = compile({ 'a.schema.json': '{\n "type": "object",\n "proprties": {}\n}' });
    expect(schema).toBeUndefined();
    expect(problems).toEqual([
      expect.objectContaining({
        line: 3,
        message: expect.objectContaining({ en: expect.stringContaining('did you mean "properties"?') }),
      }),
    ]);
  });

  it('may not have a wrong type, a broken syntax or a reference that leads nowhere', () => {
    const line = (text: string): number | undefined => compile({ 'a.schema.json': text }).problems[0]?.line;
    expect(line('{\n "type": "strng"\n}')).toBe(2);
    expect(line('{\n "type": \n}}')).toBe(3);
    expect(line('{\n "allOf": [\n {"$ref": "b.schema.json"}]\n}')).toBe(3);
    expect(line('{\n "$ref": "../../../../../../etc/passwd"\n}')).toBe(2);
    expect(line('{\n "$ref": "http://127.0.0.1:1/x"\n}')).toBe(2);
    expect(compile({ 'a.schema.json': { $ref: '#/$defs/nothing' } }).problems).toHaveLength(1);
  });
});
