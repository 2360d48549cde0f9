import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { CodeLists } from '#libs/base-data';
import { describeIssue, fromPlainValue } from '#libs/message';
import { SchemaLibrary } from './schema-library.js';

const text = readFileSync(join(import.meta.dirname, '../../../docs/validation-rules.md'), 'utf8');

function blocks(language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(
    (found) => found[1]!,
  );
}

const codeLists: CodeLists = {
  names: () => ['stations'],
  hasList: () => true,
  entries: () => [],
  find: () => undefined,
  findBy: () => ({ code: 'TQW', zh: '', en: '', attributes: {} }),
  toStandard: () => undefined,
  toLocal: () => undefined,
};

describe('docs/validation-rules.md', () => {
  const [csv, fixedWidth, rules] = blocks('yaml');
  const schemasRoot = mkdtempSync(join(tmpdir(), 'bianzu-docs-'));
  writeFileSync(join(schemasRoot, 'csv.table.yaml'), csv!);
  writeFileSync(join(schemasRoot, 'fixed.table.yaml'), fixedWidth!);
  writeFileSync(join(schemasRoot, 'order.rules.yaml'), rules!);
  const schemas = new SchemaLibrary({ schemasRoot, codeLists });

  it('shows files that have no mistakes', () => {
    expect(schemas.problems()).toEqual([]);
    expect(blocks('yaml')).toHaveLength(3);
  });

  it('says what the rules say of its message', () => {
    const root = fromPlainValue(JSON.parse(blocks('json')[0]!));
    const issues = schemas.validate({ format: 'json', charset: 'utf-8', root }, 'order');
    expect(issues.map((fault) => describeIssue(fault, 'en'))).toEqual(blocks('text')[0]!.trim().split('\n'));
  });
});
