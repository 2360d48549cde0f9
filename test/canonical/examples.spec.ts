import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadCodeLists } from '#libs/base-data';
import { loadCanonicalMessages, toXmlDocument } from '#libs/canonical';
import { codecFor } from '#libs/codecs';
import { SchemaLibrary } from '#libs/validation';

const root = join(import.meta.dirname, '../..');
const schemasRoot = join(root, 'schemas');
const { lists } = loadCodeLists(join(root, 'code-lists'));
const schemas = new SchemaLibrary({ schemasRoot, codeLists: lists });

describe('the example of a message', () => {
  it.each([...loadCanonicalMessages(schemasRoot)])('has no fault in either form: %s', (ref, model) => {
    const { document, issues } = codecFor('json').decode(
      readFileSync(join(schemasRoot, `${ref}.example.json`)),
    );
    expect(issues).toEqual([]);
    expect(schemas.validate(document!, ref)).toEqual([]);
    const xml = codecFor('xml').encode(toXmlDocument(document!, model), { indent: 2 });
    expect(schemas.validate(codecFor('xml').decode(xml.bytes).document!, ref)).toEqual([]);
  });
});
