import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { DefinitionLibrary } from './definition-library.js';
import type { StructureItem } from './definitions.js';

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'definitions-'));
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

function write(files: Record<string, string>): DefinitionLibrary {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return new DefinitionLibrary(root);
}

function tagsOf(items: readonly StructureItem[]): string[] {
  return items.flatMap((item) => (item.kind === 'segment' ? [item.tag] : tagsOf(item.items)));
}

describe('definitions', () => {
  it('read segments, composites, formats and runs of codes', () => {
    const library = write({
      'edifact/one/segments.edi': '# a comment\nLOC 3227! C517*2 | D5(2,1)\n',
      'edifact/one/composites.edi': 'C517 3225\n  1131',
      'edifact/one/elements.edi': '3227 an..3\n3225 an..25\n1131 an3',
      'edifact/one/codes.edi': '3227 = 1..3 07 A1\n  B2\n1131 ~ 12',
    });
    const { directory, problems } = library.directory('edifact/one');
    expect(problems).toEqual([]);
    const segment = directory.segment('LOC')!;
    expect(segment.dependencies).toEqual([{ kind: 'first-needs-all', positions: [2, 1], text: 'D5(2,1)' }]);
    const [qualifier, place] = segment.parts;
    expect(qualifier).toMatchObject({
      mandatory: true,
      repetitions: 1,
      item: { code: '3227', maxLength: 3 },
    });
    expect(qualifier!.item).toHaveProperty('codes.values', new Set(['1', '2', '3', '07', 'A1', 'B2']));
    expect(place).toMatchObject({ mandatory: false, repetitions: 2 });
    expect(place!.item).toHaveProperty('parts.1.item', {
      kind: 'element',
      code: '1131',
      format: 'an3',
      type: 'an',
      minLength: 3,
      maxLength: 3,
      codes: { values: new Set(['12']), open: true },
    });
  });

  it('take over from another directory what they do not say themselves', () => {
    const library = write({
      'edifact/old/segments.edi': 'AAA 1000\nBBB 1000',
      'edifact/old/elements.edi': '1000 an..3',
      'edifact/old/codes.edi': '1000 = A B C',
      'edifact/new/segments.edi': 'extends ../old\nCCC 1000!\n- BBB',
      'edifact/new/elements.edi': 'extends ../old\n1000 an..5',
      'edifact/new/codes.edi': 'extends ../old\n1000 + D\n1000 - A',
    });
    const { directory, problems } = library.directory('edifact/new');
    expect(problems).toEqual([]);
    expect(directory.segmentTags()).toEqual(['AAA', 'CCC']);
    expect(directory.segment('AAA')!.parts[0]!.item).toMatchObject({
      maxLength: 5,
      codes: { values: new Set(['B', 'C', 'D']) },
    });
    expect(library.directory('edifact/old').directory.segmentTags()).toEqual(['AAA', 'BBB']);
  });

  it('tell of mistakes with file, line and column', () => {
    const library = write({
      'edifact/bad/segments.edi': 'AAA 1000 C999\nAAA 1000\n- ZZZ\nBBB 1000 | P0109',
      'edifact/bad/elements.edi': '1000 an..x',
      'edifact/bad/codes.edi': '1000 = 5..1\n1000 ? A\n2000 + 1',
      'edifact/cycle/segments.edi': 'extends ../cycle\nAAA 1000',
    });
    const at = (name: string): string[] =>
      library
        .directory(name)
        .problems.map(
          (problem) => `${problem.file.slice(root.length + 1)}:${problem.line}:${problem.column}`,
        );
    expect(at('edifact/bad').sort()).toEqual([
      'edifact/bad/codes.edi:1:8',
      'edifact/bad/codes.edi:2:6',
      'edifact/bad/codes.edi:3:1',
      'edifact/bad/elements.edi:1:6',
      'edifact/bad/segments.edi:1:10',
      'edifact/bad/segments.edi:1:5',
      'edifact/bad/segments.edi:2:1',
      'edifact/bad/segments.edi:3:3',
      'edifact/bad/segments.edi:4:12',
      'edifact/bad/segments.edi:4:5',
    ]);
    expect(at('edifact/cycle')).not.toEqual([]);
  });

  it('read the groups of a message by indentation', () => {
    const library = write({
      'edifact/one/TEST.edi-message': 'BGM M\ngroup 1 C 99 # places\n  LOC M\n  DTM C 9\nCNT C\n',
      'edifact/one/WRONG.edi-message': 'BGM M\n   LOC C\ngroup 1 C\n  LOC C 5\n',
    });
    const { definition, problems } = library.message('edifact/one/TEST');
    expect(problems).toEqual([]);
    expect(definition).toMatchObject({ ref: 'edifact/one/TEST', name: 'TEST', dialect: 'edifact' });
    expect(definition.items).toEqual([
      { kind: 'segment', tag: 'BGM', mandatory: true, repetitions: 1 },
      {
        kind: 'group',
        name: 'SG1',
        trigger: 'LOC',
        mandatory: false,
        repetitions: 99,
        items: [
          { kind: 'segment', tag: 'LOC', mandatory: true, repetitions: 1 },
          { kind: 'segment', tag: 'DTM', mandatory: false, repetitions: 9 },
        ],
      },
      { kind: 'segment', tag: 'CNT', mandatory: false, repetitions: 1 },
    ]);
    expect(library.message('edifact/one/WRONG').problems.map(({ line }) => line)).toEqual([2, 3]);
  });
});

describe('the definitions of this repository', () => {
  it('have no mistakes, and a segment for every place of every message', () => {
    const library = new DefinitionLibrary('schemas');
    const folders = library.folders();
    expect(folders).toEqual(expect.arrayContaining(['edifact/d00b', 'edifact/service/4', 'x12/005010']));
    expect(folders.flatMap((folder) => library.directory(folder).problems)).toEqual([]);
    const suffix = '.edi-message';
    const refs = readdirSync('schemas', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(suffix))
      .map((name) => name.slice(0, -suffix.length).split(sep).join('/'));
    expect(refs.length).toBeGreaterThan(90);
    for (const ref of refs) {
      const { definition, problems } = library.message(ref);
      const { segments, items } = definition;
      expect({ ref, problems }).toEqual({ ref, problems: [] });
      const homeless = tagsOf(items).filter((tag) =>
        [3, 4].some((version) => !segments.segment(tag, version)),
      );
      expect({ ref, homeless }).toEqual({ ref, homeless: [] });
    }
  });

  it.each(['edifact', 'x12'] as const)('have names for people: %s', (dialect) => {
    const library = new DefinitionLibrary('schemas');
    const { names, problems } = library.names(dialect);
    expect(problems).toEqual([]);
    const folders = library.folders().filter((folder) => folder.startsWith(`${dialect}/`));
    const tags = new Set(folders.flatMap((folder) => library.directory(folder).directory.segmentTags()));
    const named = [...tags].filter((tag) => names.of(tag) !== undefined);
    expect(named.length / tags.size).toBeGreaterThan(dialect === 'edifact' ? 0.99 : 0.6);
    expect(names.ofCode('9999', '1')).toBeUndefined();
  });

  it('name segments and codes in Chinese and English', () => {
    const { names } = new DefinitionLibrary('schemas').names('edifact');
    expect(names.of('BGM')).toEqual({ zh: '报文开始', en: 'beginning of message' });
    expect(names.ofCode('3035', 'CZ')).toEqual({ zh: '发货人', en: 'consignor' });
  });
});
