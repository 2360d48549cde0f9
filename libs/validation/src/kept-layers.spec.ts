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
  it('finds no mistake where the one before found none, without compiling', () => {
    const library = new SchemaLibrary({ schemasRoot: 'schemas' });
    expect(library.problemsOf('canonical/party/1')).toEqual([]);
    const before = { library, changed: new Set<string>(), hasSameCodeLists: true };
    const start = performance.now();
    const next = new SchemaLibrary({ schemasRoot: 'schemas', before });
    expect(next.problemsOf('canonical/party/1')).toEqual([]);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(next.refs()).toEqual(library.refs());
  });
});
