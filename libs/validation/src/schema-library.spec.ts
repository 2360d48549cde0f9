import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fromPlainValue, StageError, valueNode, openNode, type Document } from '#libs/message';
import { xmlDocument } from './fixtures/xml-document.js';
import { SchemaLibrary } from './schema-library.js';

function library(files: Record<string, string>, mostIssues?: number): SchemaLibrary {
  const schemasRoot = mkdtempSync(join(tmpdir(), 'bianzu-schemas-'));
  cpSync(join(import.meta.dirname, 'fixtures'), join(schemasRoot, 'sources'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(schemasRoot, name)), { recursive: true });
    writeFileSync(join(schemasRoot, name), text);
  }
  return new SchemaLibrary({ schemasRoot, mostIssues });
}

const json = (value: unknown): Document => ({
  format: 'json',
  charset: 'utf-8',
  root: fromPlainValue(value),
});

const rules = `
namespaces: { o: 'urn:order' }
identifiers: [{ path: 'o:creditCode', identifier: credit-code }]
rules:
  - { id: heavy, zh: 过重, en: too heavy, severity: warning, at: weight, assert: { le: [weight, { value: 60000 }] } }
`;

describe('the schema library', () => {
  const schemas = library({
    'sources/order.rules.yaml': rules,
    'canonical/thing/1.schema.json': '{"type":"object","properties":{"a":{"type":"integer"}}}',
    'lines.table.yaml': 'format: csv\ncolumns: [{ name: a, type: integer }]',
    'only.rules.yaml': 'dates: [{ path: d, format: yyyyMMdd }]',
  });

  it('knows a schema by its path without ending, never outside its folder', () => {
    expect(schemas.has('sources/order')).toBe(true);
    expect(schemas.has('sources/types/order-types')).toBe(true);
    expect(schemas.has('only')).toBe(true);
    for (const ref of [
      'nothing',
      '../sources/order',
      'sources/../sources/order',
      '/sources/order',
      '',
      'sources/',
    ]) {
      expect(schemas.has(ref)).toBe(false);
    }
    expect(schemas.problems()).toEqual([]);
  });

  it('tells the faults of all layers at once, in the order of the source', () => {
    const xml = `<order xmlns="urn:order">
<number>x</number>
<date>2026-03-01</date>
<creditCode>91350100M000100Y44</creditCode>
<weight>65000</weight>
<kind>ship</kind></order>`;
    const issues = schemas.validate(xmlDocument(xml), 'sources/order');
    expect(issues.map(({ code, severity, location }) => [code, severity, location.line])).toEqual([
      ['value-pattern', 'error', 2],
      ['check-digit-wrong', 'error', 4],
      ['rule-violated', 'warning', 5],
      ['value-not-allowed', 'error', 6],
    ]);
    expect(schemas.validate(xmlDocument(xml), 'sources/order')).toEqual(issues);
  });

  it('chooses the layer by the format of the document', () => {
    expect(schemas.validate(json({ a: 'x' }), 'canonical/thing/1').map(({ code }) => code)).toEqual([
      'value-type',
    ]);
    expect(schemas.validate(json({ d: '20260230' }), 'only').map(({ code }) => code)).toEqual([
      'date-impossible',
    ]);
    const root = openNode('object', 'record');
    root.children.push(valueNode('a', 'x', 'string', root));
    expect(
      schemas.validate({ format: 'csv', charset: 'utf-8', root }, 'lines').map(({ code }) => code),
    ).toEqual(['value-type']);
    expect(schemas.table('lines')!.codec()).toEqual({ format: 'csv', options: {} });
    expect(schemas.table('only')).toBeUndefined();
  });

  it('ends a list of issues that grows too long, and says so', () => {
    const few = library({ 'a.schema.json': '{"type":"array","items":{"type":"string"}}' }, 10);
    const issues = few.validate(json(Array.from({ length: 50 }, (_, at) => at)), 'a');
    expect(issues).toHaveLength(11);
    expect(issues[10]).toMatchObject({ code: 'more-issues', expected: '10' });
  });

  it('neither accepts nor refuses a document by a schema that is wrong, unknown or of another format', () => {
    const wrong = library({ 'a.rules.yaml': 'rules: 1', 'b.xsd': '<xs:schema', 'c.table.yaml': 'x: 1' });
    expect(wrong.problems().map(({ file }) => file.replace(/^.*\//, ''))).toEqual(
      expect.arrayContaining(['a.rules.yaml', 'b.xsd', 'c.table.yaml']),
    );
    for (const ref of ['a', 'b', 'c', 'unknown', 'sources/order']) {
      expect(() => wrong.validate(json({}), ref)).toThrow(StageError);
    }
  });

  it('says when its folder is not there', () => {
    expect(new SchemaLibrary({ schemasRoot: '/nowhere/at/all' }).problems()).toHaveLength(1);
  });
});
