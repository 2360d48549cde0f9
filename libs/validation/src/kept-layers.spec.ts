import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isSameLayer } from './kept-layers.js';
import { SchemaLibrary } from './schema-library.js';
import type { LayerName } from './schema-files.js';

function isSame(ref: string, layer: LayerName, changed: string[], hasSameCodeLists = true): boolean {
  return isSameLayer('schemas', ref, layer, { changed: new Set(changed), hasSameCodeLists });
}

describe('a layer of a schema is compiled again', () => {
  it('when its own file has changed', () => {
    expect(isSame('sources/sys-1/order', 'xsd', ['sources/sys-1/order.xsd'])).toBe(false);
    expect(isSame('sources/sys-1/order', 'xsd', ['sources/sys-1/party.xsd'])).toBe(true);
  });

  it('when it refers to other files and one of their kind has changed', () => {
    expect(isSame('canonical/party/1', 'json', ['canonical/components/1.schema.json'])).toBe(false);
    expect(isSame('canonical/party/1', 'json', ['sources/sys-1/order.xsd'])).toBe(true);
  });

  it('when it looks codes up and the lists have changed', () => {
    expect(isSame('sources/sys-1/order', 'rules', [], false)).toBe(false);
    expect(isSame('sources/sys-1/order', 'rules', [])).toBe(true);
    expect(isSame('sources/sys-1/order', 'xsd', [], false)).toBe(true);
  });

  it('when it is of EDI and anything of the directories has changed', () => {
    expect(isSame('edifact/d96a/IFTMIN', 'message', ['edifact/names.edi'])).toBe(false);
    expect(isSame('edifact/d96a/IFTMIN', 'message', ['sources/sys-1/order.xsd'])).toBe(true);
  });
});

describe('a library after another', () => {
  it('finds no mistake where the one before found none, and looks again where something has changed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kept-layers-'));
    const file = join(folder, 'one.schema.json');
    try {
      writeFileSync(file, '{ "type": "object" }');
      const library = new SchemaLibrary({ schemasRoot: folder });
      expect(library.problemsOf('one')).toEqual([]);
      // a mistake that nobody looks for, because the file is said to be the same
      writeFileSync(file, '{ "type": "nonsense" }');
      const kept = { library, changed: new Set<string>(), hasSameCodeLists: true };
      expect(new SchemaLibrary({ schemasRoot: folder, before: kept }).problemsOf('one')).toEqual([]);
      const changed = { ...kept, changed: new Set(['one.schema.json']) };
      expect(new SchemaLibrary({ schemasRoot: folder, before: changed }).problemsOf('one')).not.toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
