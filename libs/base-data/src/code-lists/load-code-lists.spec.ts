import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { describeProblem } from '#libs/message';
import { loadCodeLists } from './load-code-lists.js';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function load(files: Record<string, string>): ReturnType<typeof loadCodeLists> & { texts: string[] } {
  const root = mkdtempSync(join(tmpdir(), 'code-lists-'));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const loaded = loadCodeLists(root);
  return { ...loaded, texts: loaded.problems.map((one) => describeProblem(one, 'en')) };
}

const definition = `zh: 颜色
en: Colours
source: made for this test
source_date: 2026-11-01
version: '1'
validity: as stated
columns:
  hex: { zh: 值, en: value, pattern: '[0-9a-f]{6}' }
  like: { zh: 类似, en: alike, list: colours }
`;
const header = 'code,zh,en,valid_from,valid_to,hex,like\n';

describe('loading code lists', () => {
  it('reads entries, attributes, validity and cross-references', () => {
    const { lists, problems } = load({
      'colours.yaml': definition,
      'colours.csv': `${header}red,红,Red,,,ff0000,\nblue,蓝,Blue,2020-01-01,2020-12-31,,red\n`,
      'cross-references/colours/sys-1.csv':
        'local_code,standard_code,valid_from,valid_to,note\n1,red,,,first\n',
      'cross-references/countries/sys-1.csv': 'local_code,standard_code\n086,CN\n',
    });
    expect(problems).toEqual([]);
    expect(lists.find('colours', 'blue')).toEqual({
      code: 'blue',
      zh: '蓝',
      en: 'Blue',
      validFrom: '2020-01-01',
      validTo: '2020-12-31',
      attributes: { like: 'red' },
    });
    expect(lists.toStandard('colours', 'sys-1', '1')).toBe('red');
    expect(lists.toStandard('countries', 'sys-1', '086')).toBe('CN');
    expect(lists.table('colours')?.definition).toMatchObject({ sourceDate: '2026-11-01', version: '1' });
    expect(lists.names()).toEqual(['colours', 'countries', 'currencies', 'divisions']);
  });

  it('lets versions of a code follow each other, but not overlap', () => {
    const rows = 'red,红,Red,,2019-12-31,,\nred,赤,Red,2020-01-01,,,\nred,朱,Red,2025-01-01,,,\n';
    const { lists, texts } = load({ 'colours.yaml': definition, 'colours.csv': header + rows });
    expect(lists.find('colours', 'red', '2019-06-01')?.zh).toBe('红');
    expect(lists.find('colours', 'red', '2026-06-01')?.zh).toBe('赤');
    expect(texts).toEqual([
      'colours.csv:4: The code "red" is already on line 3, and the two are valid at the same time.',
    ]);
  });

  it('names the line of every mistake in a list and keeps the rows without one', () => {
    const rows = [
      'red,红,Red,2026-02-30,,,',
      'blue,,Blue,2020-01-02,2020-01-01,,',
      'green,绿,Green,,,00FF00,',
      'grey,灰,Grey,,,,pink',
      'a,b,c,,,,,,',
      'white,白,White,,,,',
    ];
    const { lists, texts } = load({ 'colours.yaml': definition, 'colours.csv': header + rows.join('\n') });
    expect(texts.sort()).toEqual([
      'colours.csv:2: "2026-02-30" is not a date yyyy-mm-dd.',
      'colours.csv:3: "zh" is empty.',
      'colours.csv:3: The validity ends before it begins.',
      'colours.csv:4: "00FF00" does not have the form of "hex".',
      'colours.csv:5: "pink" in "like" is not in the list "colours".',
      'colours.csv:6: This row has 9 cells, the header only 7.',
    ]);
    expect(lists.entries('colours').map(({ code }) => code)).toEqual(['grey', 'white']);
  });

  it('refuses a header with unknown, missing or repeated columns', () => {
    const { texts } = load({
      'colours.yaml': definition,
      'colours.csv': 'code,zh,en,valid_from,hue,hex,hex\n',
    });
    expect(texts).toEqual([
      'colours.csv:1: The column "valid_to" is missing.',
      'colours.csv:1: The column "hue" is not known.',
      'colours.csv:1: The column "hex" appears twice.',
    ]);
  });

  it('finds mistakes in the description of a list', () => {
    const wrong = definition
      .replace("'[0-9a-f]{6}'", "'['")
      .replace('2026-11-01', 'yesterday')
      .replace('version:', 'revision:');
    const { texts } = load({
      'colours.yaml': wrong,
      'colours.csv': header,
      'broken.yaml': 'a: [',
      'broken.csv': '',
    });
    expect(texts).toEqual([
      'broken.yaml:1:5: This is not well-formed YAML.',
      'colours.yaml:5: "revision" is not known here.',
      'colours.yaml:4: A date yyyy-mm-dd is expected.',
      'colours.yaml:1: "version" must be a text.',
      'colours.yaml:8: This is not a regular expression.',
    ]);
  });

  it('misses the other file of a pair, the header, and the folder', () => {
    const { texts } = load({ 'a.csv': header, 'b.yaml': definition, 'c.yaml': definition, 'c.csv': '' });
    expect(texts).toEqual([
      'a.csv: The .yaml file that describes this list is missing.',
      'b.yaml:1: "b.csv" is missing.',
      'c.csv:1: The header row is missing.',
    ]);
    expect(loadCodeLists(join(tmpdir(), 'there-is-none')).problems).toHaveLength(1);
  });

  it('names the line of every mistake in a cross-reference', () => {
    const { lists, texts } = load({
      'colours.yaml': definition,
      'colours.csv': `${header}red,红,Red,,,,\n`,
      'cross-references/colours/sys-1.csv':
        'local_code,standard_code,valid_from,valid_to\n1,red,,\n1,red,2026-01-01,\n2,pink,,\n,red,,\n3,red,soon,\n',
      'cross-references/shapes/sys-1.csv': 'local_code,standard_code\n',
    });
    expect(texts).toEqual([
      'cross-references/colours/sys-1.csv:3: The code "1" is already on line 2, and the two are valid at the same time.',
      'cross-references/colours/sys-1.csv:4: The list does not have the code "pink".',
      'cross-references/colours/sys-1.csv:5: "local_code" is empty.',
      'cross-references/colours/sys-1.csv:6: "soon" is not a date yyyy-mm-dd.',
      'cross-references/shapes: There is no list "shapes".',
    ]);
    expect(lists.toStandard('colours', 'sys-1', '1')).toBe('red');
  });
});
