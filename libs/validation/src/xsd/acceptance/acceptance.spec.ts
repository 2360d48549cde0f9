import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadCanonicalMessages, toXmlDocument } from '#libs/canonical';
import { fromPlainValue, type Document } from '#libs/message';
import { XmlDocument } from 'libxml2-wasm';
import { seeded } from '../../../../../test/canonical/random.js';
import { validInstance } from '../../../../../test/canonical/valid-instance.js';
import { xmlDocument } from '../../fixtures/xml-document.js';
import { XsdSchema } from '../xsd-schema.js';
import { Acceptance } from './acceptance.js';
import { changedTree } from './fixtures/changed-tree.js';
import { readPattern } from './read-pattern.js';

const schemas = join(import.meta.dirname, '../../../../../schemas');
const seed = Number(process.env.SEED ?? 1);
const changedOfEach = Number(process.env.CHANGED ?? 300);

function acceptanceOf(text: string): Acceptance | undefined {
  const source = XmlDocument.fromString(text);
  try {
    return Acceptance.of(source.root);
  } finally {
    source.dispose();
  }
}

interface Case {
  readonly name: string;
  readonly file: string;
  readonly valid: readonly Document[];
}

function samples(system: string, message: string, ...files: string[]): Case {
  const folder = join(schemas, 'sources', system);
  const valid = files.map((file) => xmlDocument(readFileSync(join(folder, 'samples', file), 'utf8')));
  return { name: `${system}/${message}`, file: join(folder, `${message}.xsd`), valid };
}

const random = seeded(seed);
const cases: readonly Case[] = [
  samples('sys-1', 'order', 'order-full-wagon.xml', 'order-containers.xml'),
  samples('sys-1', 'party', 'party.xml'),
  samples('sys-2', 'demand', 'demand.xml', 'demand-containers.xml'),
  samples('sys-2', 'wagon-request', 'wagon-request.xml'),
  samples('sys-5', 'equipment-event', 'damage.xml', 'gate-in.xml'),
  ...[...loadCanonicalMessages(schemas).values()].map((model): Case => {
    const instance = (): Document => ({
      format: 'json',
      charset: 'utf-8',
      root: fromPlainValue(validInstance(model, random)),
    });
    const valid = Array.from({ length: 20 }, () => toXmlDocument(instance(), model));
    return { name: model.name, file: join(schemas, 'canonical', model.name, `${model.version}.xsd`), valid };
  }),
];

describe('a quick look', () => {
  it.each(cases.map((one) => [one.name, one] as const))(
    'of %s never says yes where libxml2 says no',
    (_name, { file, valid }) => {
      const { schema } = XsdSchema.compile(file, schemas);
      const acceptance = acceptanceOf(readFileSync(file, 'utf8'))!;
      const wrong: string[] = [];
      let accepted = 0;
      for (const document of valid) {
        for (let count = 0; count < changedOfEach / Math.min(valid.length, 10); count++) {
          const root = changedTree(document.root, random);
          if (!acceptance.accepts(root)) continue;
          accepted += 1;
          const faults = schema!.judge({ ...document, root });
          if (faults.length > 0) wrong.push(JSON.stringify(faults));
        }
      }
      expect(wrong).toEqual([]);
      // some changes are no faults: otherwise nothing has been compared
      expect(accepted).toBeGreaterThan(0);
    },
  );

  it('accepts what is ordinary, in every schema of sources and in every canonical message', () => {
    for (const { name, file, valid } of cases) {
      const acceptance = acceptanceOf(readFileSync(file, 'utf8'));
      const ordinary = valid.filter(({ root }) => acceptance?.accepts(root) === true).length / valid.length;
      expect({ name, ordinary: ordinary > 0.6 }).toEqual({ name, ordinary: true });
    }
    const ofSources = readdirSync(join(schemas, 'sources'), { recursive: true, encoding: 'utf8' });
    expect(ofSources.filter((file) => file.endsWith('.xsd'))).toHaveLength(5);
  });

  it.each([
    [
      'a choice',
      '<xs:complexType><xs:choice><xs:element name="b" type="xs:string"/></xs:choice></xs:complexType>',
    ],
    ['mixed text', '<xs:complexType mixed="true"><xs:sequence/></xs:complexType>'],
    ['a wildcard', '<xs:complexType><xs:sequence><xs:any/></xs:sequence></xs:complexType>'],
    [
      'a repeated sequence',
      '<xs:complexType><xs:sequence maxOccurs="2"><xs:element name="b" type="xs:string"/></xs:sequence></xs:complexType>',
    ],
    ['a type that it does not know', '<xs:simpleType><xs:restriction base="xs:gYear"/></xs:simpleType>'],
    ['a list', '<xs:simpleType><xs:list itemType="xs:string"/></xs:simpleType>'],
    [
      'a key',
      '<xs:complexType><xs:sequence/></xs:complexType><xs:unique name="u"><xs:selector xpath="b"/><xs:field xpath="@c"/></xs:unique>',
    ],
    [
      'a pattern of its own kind',
      '<xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="\\i+"/></xs:restriction></xs:simpleType>',
    ],
  ])('is not taken by a schema with %s', (_what, type) => {
    const declaration = (inner: string): string =>
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a">${inner}</xs:element></xs:schema>`;
    expect(acceptanceOf(declaration(type))).toBeUndefined();
    expect(acceptanceOf(declaration('<xs:complexType><xs:sequence/></xs:complexType>'))).toBeDefined();
  });

  it('reads patterns as XML Schema means them', () => {
    expect(readPattern('\\S(.*\\S)?').test('\u3000a')).toBe(true);
    expect(readPattern('a.b').test('a\u2028b')).toBe(true);
    expect(readPattern('a|bc').test('abc')).toBe(false);
    expect(readPattern('[0-9a-f\\-]{2}').test('-f')).toBe(true);
    for (const unusual of [
      '^a',
      'a$',
      '(ab)*',
      '[a-c-[b]]',
      '\\p{L}',
      '[^\\S]',
      'a*b*c*',
      '[+-]',
      '\\w',
      '[\\d]',
    ])
      expect(() => readPattern(unusual)).toThrow();
  });
});
