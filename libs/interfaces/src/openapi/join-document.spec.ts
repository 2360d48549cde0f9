import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { joinDocument } from './join-document.js';

function folderWith(main: string, parts: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bianzu-parts-'));
  mkdirSync(join(folder, 'api'));
  writeFileSync(join(folder, 'api.yaml'), main);
  for (const [name, text] of Object.entries(parts)) writeFileSync(join(folder, 'api', `${name}.yaml`), text);
  return folder;
}

describe('joinDocument', () => {
  it('puts the parts of all subjects into one document', () => {
    const folder = folderWith('openapi: 3.1.0\ntags: [{ name: a }]\ncomponents: { schemas: { A: {} } }', {
      one: 'tags: [{ name: b }]\npaths: { /one: { get: {} } }\ncomponents: { schemas: { B: {} } }',
      two: 'paths: { /two: { get: {} } }\nwebhooks: { done: {} }',
    });
    expect(joinDocument(folder, 'api')).toEqual({
      openapi: '3.1.0',
      tags: [{ name: 'a' }, { name: 'b' }],
      paths: { '/one': { get: {} }, '/two': { get: {} } },
      webhooks: { done: {} },
      components: { schemas: { A: {}, B: {} } },
    });
  });

  it.each([
    ['a path', 'paths: { /one: { post: {} } }', 'two.yaml: paths /one is there already'],
    ['a schema', 'components: { schemas: { B: {} } }', 'two.yaml: components schemas B is there already'],
    ['the version', 'openapi: 3.1.0', 'two.yaml: openapi is there already'],
  ])('refuses %s that is in two parts', (_, two, message) => {
    const one = 'paths: { /one: { get: {} } }\ncomponents: { schemas: { B: {} } }';
    expect(() => joinDocument(folderWith('openapi: 3.1.0', { one, two }), 'api')).toThrow(message);
  });
});
