import { describe, expect, it } from '@jest/globals';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SchemaLibrary } from '../schema-library.js';
import { tableLines, DefinitionProblems } from './definitions/definition-line.js';
import { dependencyNote } from './definitions/dependency-notes.js';
import { emptyTables, readTable } from './definitions/directory-tables.js';
import { EdiNames } from './definitions/edi-names.js';
import { elementFormat } from './definitions/element-format.js';
import { readStructure } from './definitions/message-structure.js';

const text = readFileSync('docs/edi-definitions.md', 'utf8');

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(text)![1]!;
}

describe('docs/edi-definitions.md', () => {
  it('shows tables that can be read', () => {
    const tables = emptyTables();
    const problems = new DefinitionProblems('docs');
    for (const name of ['segments', 'composites', 'elements', 'codes'] as const) {
      readTable(name, block(`edi ${name}`), tables, problems);
    }
    expect(problems.found).toEqual([]);
    expect(tables.segments.size).toBe(5);
    expect(tables.codes.get('1131')!.open).toBe(true);
    const formats = tableLines(block('edi elements')).map(({ words }) =>
      words.slice(1).map((word) => word.text),
    );
    expect(formats.map((words) => elementFormat(words.join(' '))).includes(undefined)).toBe(false);
    expect(['P0304', 'D1(2,3)', 'D7(2,3)'].map(dependencyNote).includes(undefined)).toBe(false);
  });

  it('shows changes to a table', () => {
    const tables = emptyTables();
    tables.codes.set('2005', { values: new Set(['16']), open: false });
    tables.codes.set('PAT', { values: new Set(), open: false });
    const problems = new DefinitionProblems('docs');
    readTable('codes', block('edi changes'), tables, problems);
    expect(problems.found).toEqual([]);
    expect(tables.codes.get('2005')!.values.size).toBe(25);
  });

  it('shows a message', () => {
    const problems = new DefinitionProblems('docs');
    expect(readStructure(block('edi message'), 'edifact', problems)).toHaveLength(5);
    expect(problems.found).toEqual([]);
  });

  it('shows names', () => {
    const problems = new DefinitionProblems('docs');
    expect(EdiNames.read(block('edi names'), problems).ofCode('2005', '137')?.en).toBe('document made');
    expect(problems.found).toEqual([]);
  });

  it('shows a guide over a directory of this repository', () => {
    const schemasRoot = mkdtempSync(join(tmpdir(), 'guide-'));
    for (const folder of ['edifact/d95b', 'edifact/service']) {
      mkdirSync(join(schemasRoot, 'edifact'), { recursive: true });
      cpSync(join('schemas', folder), join(schemasRoot, folder), { recursive: true });
    }
    writeFileSync(join(schemasRoot, 'edifact/gate-messages.guide.yaml'), block('yaml'));
    expect(new SchemaLibrary({ schemasRoot }).problems()).toEqual([]);
    rmSync(schemasRoot, { recursive: true });
  });
});
