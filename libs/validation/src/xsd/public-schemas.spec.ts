import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { fromPlainValue, type Document } from '#libs/message';
import { PublicSchemas } from './public-schemas.js';

const folder = mkdtempSync(join(tmpdir(), 'public-schemas-'));
const schema = (namespace: string, content: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${namespace}" elementFormDefault="qualified">${content}</xs:schema>`;
writeFileSync(join(folder, 'a.xsd'), schema('urn:a', '<xs:element name="Number" type="xs:integer"/>'));
writeFileSync(join(folder, 'b.xsd'), schema('urn:b', '<xs:element name="Number" type="xs:none"/>'));
const document = (namespace: string, text: string): Document => ({
  format: 'xml',
  charset: 'utf-8',
  root: { ...fromPlainValue(text, 'Number'), namespace },
});

describe('schemas that others publish', () => {
  const schemas = new PublicSchemas(folder);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('check what is in their namespace', () => {
    expect(schemas.schemaFor(document('urn:a', '7'))!.validate(document('urn:a', '7'))).toEqual([]);
    const faults = schemas.schemaFor(document('urn:a', 'x'))!.validate(document('urn:a', 'x'));
    expect(faults).toHaveLength(1);
    expect(schemas.schemaFor(document('urn:c', '7'))).toBeUndefined();
  });

  it('that are wrong make nothing right or wrong', () => {
    expect(() => schemas.schemaFor(document('urn:b', '7'))).toThrow('cannot be used');
  });

  it('are there when the installation says where', () => {
    expect(PublicSchemas.ofEnvironment({})).toBeUndefined();
    expect(PublicSchemas.ofEnvironment({ BIANZU_PUBLIC_SCHEMAS: folder })).toBeDefined();
  });
});
