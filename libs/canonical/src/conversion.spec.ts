import { describe, expect, it } from '@jest/globals';
import { fromPlainValue, openNode, toPlainValue, valueNode, type Document } from '#libs/message';
import type { CanonicalSchema } from './canonical-schema.js';
import { fromXmlDocument, readMessageModel, toXmlDocument } from './index.js';

const texts = { title: 'T', description: 'D', 'x-zh': { title: '题', description: '述' } };
const line: CanonicalSchema = { ...texts, type: 'string', pattern: '^[a-z]+$' };
const components: CanonicalSchema = { $defs: { Line: line } };
const schema: CanonicalSchema = {
  ...texts,
  'x-bianzu': { message: 'Box', xmlRoot: 'Box', xmlNamespace: 'urn:box', keys: [] },
  type: 'object',
  additionalProperties: false,
  required: ['no'],
  properties: {
    no: { ...texts, $ref: '#/$defs/Line' },
    count: { ...texts, type: 'integer' },
    weight: { ...texts, type: 'number' },
    full: { ...texts, type: 'boolean' },
    tags: { ...texts, type: 'array', maxItems: 9, items: { $ref: '#/$defs/Line' } },
    place: { ...texts, type: 'object', additionalProperties: false, properties: { name: line } },
  },
};
const model = readMessageModel('box', '1', schema, components);

const json = (value: unknown): Document => ({
  format: 'json',
  charset: 'utf-8',
  root: fromPlainValue(value),
});
const toXml = (value: unknown): unknown[] =>
  toXmlDocument(json(value), model).root.children.map((child) => [
    child.name,
    child.text ?? toPlainValue(child),
  ]);

function xml(...elements: readonly (readonly [string, string])[]): Document {
  const root = openNode('object', 'Box', undefined, undefined, 'urn:box');
  for (const [name, text] of elements)
    root.children.push(valueNode(name, text, 'string', root, { line: 3, column: 5 }, 'urn:box'));
  return { format: 'xml', charset: 'utf-8', root };
}
const fromXml = (...elements: readonly (readonly [string, string])[]): unknown =>
  toPlainValue(fromXmlDocument(xml(...elements), model).root);

describe('a message in XML', () => {
  it('has its elements in the order of the model, in its namespace', () => {
    const document = toXmlDocument(json({ place: { name: 'b' }, no: 'a' }), model);
    expect(document.root).toMatchObject({ name: 'Box', namespace: 'urn:box' });
    expect(document.root.children).toMatchObject([
      { name: 'no', namespace: 'urn:box' },
      { name: 'place', namespace: 'urn:box', children: [{ name: 'name', text: 'b', namespace: 'urn:box' }] },
    ]);
  });

  it('repeats the element of an array and leaves an empty one out', () => {
    expect(toXml({ no: 'a', tags: ['x', 'y'] })).toEqual([
      ['no', 'a'],
      ['tags', 'x'],
      ['tags', 'y'],
    ]);
    expect(toXml({ no: 'a', tags: [] })).toEqual([['no', 'a']]);
  });

  it('keeps what the model does not know behind everything else', () => {
    expect(toXml({ other: [1, { a: 2 }], no: 'a' })).toEqual([
      ['no', 'a'],
      ['other', '1'],
      ['other', { a: '2' }],
    ]);
  });

  it('marks null', () => {
    const [no] = toXmlDocument(json({ no: null }), model).root.children;
    expect(no).toMatchObject({
      name: 'no',
      text: '',
      children: [{ name: '@nil', text: 'true', namespace: 'http://www.w3.org/2001/XMLSchema-instance' }],
    });
    expect(fromXmlDocument(toXmlDocument(json({ no: null }), model), model).root.children).toMatchObject([
      { name: 'no', type: 'null' },
    ]);
  });

  it.each([
    ['1.50', '1.50'],
    ['15e-1', '1.5'],
    ['1.25E+3', '1250'],
    ['-5e-7', '-0.0000005'],
    ['1200e-2', '12'],
    ['0e5', '0'],
    ['1e999999999', '1e999999999'],
  ])('writes the number %s as %s', (written, expected) => {
    const root = openNode('object', '');
    root.children.push(valueNode('weight', written, 'number', root));
    const document = toXmlDocument({ format: 'json', charset: 'utf-8', root }, model);
    expect(document.root.children[0]!.text).toBe(expected);
  });

  it('writes an integer without a fraction', () => {
    const root = openNode('object', '');
    root.children.push(valueNode('count', '5.00', 'number', root));
    expect(toXmlDocument({ format: 'json', charset: 'utf-8', root }, model).root.children[0]!.text).toBe('5');
  });
});

describe('a message from XML', () => {
  it('has the types of the model', () => {
    const back = fromXml(['no', 'a'], ['count', '+07'], ['weight', ' .50 '], ['full', '1'], ['tags', 'x']);
    expect(back).toEqual({ no: 'a', count: 7, weight: 0.5, full: true, tags: ['x'] });
  });

  it('keeps every digit and the place in the source', () => {
    const document = fromXmlDocument(xml(['weight', '123456789012345678901.10']), model);
    expect(document.root.children[0]).toMatchObject({
      text: '123456789012345678901.10',
      type: 'number',
      position: { line: 3, column: 5 },
    });
  });

  it('leaves texts as they are that are not of the type', () => {
    expect(fromXml(['count', '5.0'], ['weight', '1e3'], ['full', 'yes'])).toEqual({
      count: '5.0',
      weight: '1e3',
      full: 'yes',
    });
  });

  it('shows what does not belong there', () => {
    const document = xml(['no', 'a']);
    const stranger = valueNode('no', 'b', 'string', document.root, undefined, 'urn:other');
    const attribute = valueNode('@id', '1', 'string', document.root);
    const root = { ...document.root, children: [attribute, ...document.root.children, stranger] };
    expect(toPlainValue(fromXmlDocument({ ...document, root }, model).root)).toEqual({
      '@id': '1',
      no: 'a',
      '{urn:other}no': 'b',
    });
    expect(toPlainValue(fromXmlDocument({ ...document, root: stranger }, model).root)).toEqual({
      '{urn:other}no': 'b',
    });
  });
});

describe('a canonical schema', () => {
  const changed = (change: CanonicalSchema): (() => unknown) => {
    const properties = { ...schema.properties, extra: change };
    return () => readMessageModel('box', '1', { ...schema, properties }, components);
  };

  it.each<[string, CanonicalSchema, string]>([
    [
      'a keyword that XSD cannot say',
      { ...texts, type: 'number', multipleOf: 0.01 } as CanonicalSchema,
      'box/extra: "multipleOf" is not used in canonical schemas',
    ],
    ['an open object', { ...texts, type: 'object', properties: {} }, 'box/extra: the object is not closed'],
    [
      'a list that may be empty or absent',
      { ...texts, type: 'array', minItems: 1, maxItems: 2, items: line },
      'box/extra: required arrays, and only they, have minItems',
    ],
    ['a list without end', { ...texts, type: 'array', items: line }, 'box/extra: maxItems is missing'],
    [
      'an unknown component',
      { ...texts, $ref: '#/$defs/Nothing' },
      'box/extra: #/$defs/Nothing does not exist',
    ],
    [
      'a field without its Chinese text',
      { type: 'string', title: 'T', description: 'D' },
      'box/extra: title, description or x-zh is missing',
    ],
    ['no type', { ...texts, pattern: '^a$' }, 'box/extra: a type is missing'],
  ])('is refused with %s', (_mistake, change, message) => {
    expect(changed(change)).toThrow(message);
  });

  it('is refused when it requires what it does not declare', () => {
    const wrong = { ...schema, required: ['no', 'weigth'] };
    expect(() => readMessageModel('box', '1', wrong, components)).toThrow(
      'box: "weigth" is required but not declared',
    );
  });
});
