import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeProblem } from '#libs/message';
import { codeTables } from '../code-lists/code-lists.js';
import { CodeTable } from '../code-lists/code-table.js';
import { loadCodeLists } from '../code-lists/load-code-lists.js';
import type { ImportForm } from './import-form.js';
import { importList, type ImportResult } from './import-list.js';

const root = join(process.cwd(), 'code-lists');
const { lists } = loadCodeLists(root);

/** The goods list with one entry, whatever the files have. */
const maize = { code: '1150002', zh: '玉米', en: 'Maize', attributes: { category: '11' } };
const oneGood = codeTables([
  ...lists
    .names()
    .filter((name) => name !== 'goods')
    .map((name) => lists.table(name)!),
  new CodeTable(lists.table('goods')!.definition, [maize]),
]);

function run(
  form: ImportForm,
  text: string,
  list = 'stations',
  present = lists,
): ImportResult & { texts: string[] } {
  const result = importList({ list, form, text, file: 'in', lists: present });
  return { ...result, texts: result.problems.map((one) => describeProblem(one, 'en')) };
}

const station = (name: string, telecode: string, tmis: number | '', region = '新'): object => ({
  pinyincode: 'xxx',
  name,
  telecode,
  tmis,
  region,
  bureau: null,
});

describe('importing a CSV with our own columns', () => {
  it.each(['stations', 'units', 'packages', 'bureaux', 'wagon-types', 'transport-statuses'])(
    'changes nothing when %s is imported into itself',
    (list) => {
      const result = run('csv', readFileSync(join(root, `${list}.csv`), 'utf8'), list);
      expect(result).toMatchObject({ added: [], changed: [], repeated: 0, problems: [] });
      expect(result.unchanged).toBe(lists.entries(list).length);
    },
  );

  it('writes the stations byte by byte as their file is', () => {
    const text = readFileSync(join(root, 'stations.csv'), 'utf8');
    expect(run('csv', text).csv).toBe(text);
  });

  it('adds, changes and refuses, and does not depend on the order of the rows', () => {
    const header = 'code,zh,en,valid_from,valid_to,category\n';
    const rows = [
      '1150001,小麦,Wheat,,,11',
      '1150002,玉米,Corn,,,11',
      '9999999,无,None,,,77',
      '1150003,,Rice,,,11',
    ];
    const result = run('csv', header + rows.join('\n'), 'goods', oneGood);
    expect(result).toMatchObject({ added: ['1150001'], changed: ['1150002'], unchanged: 0 });
    expect(result.texts).toEqual([
      'in:4: "77" in "category" is not in the list "goods-categories".',
      'in:5: "zh" is empty.',
    ]);
    expect(result.csv).toBe(`${header}1150001,小麦,Wheat,,,11\n1150002,玉米,Corn,,,11\n`);
    expect(run('csv', header + rows.reverse().join('\n'), 'goods', oneGood).csv).toBe(result.csv);
  });

  it('replaces all versions of a code by those of the file', () => {
    const text =
      'code,zh,en,valid_from,valid_to,category\n1150002,玉米,Maize,,2025-12-31,11\n1150002,玉米粒,Maize,2026-01-01,,11\n';
    const result = run('csv', text, 'goods', oneGood);
    expect(result.changed).toEqual(['1150002']);
    expect(result.csv).toBe(text);
  });
});

describe('importing the public station list', () => {
  it('cleans names, pads TMIS codes and assigns the bureau by the last letter', () => {
    const text = JSON.stringify([station('新  地', 'QQR', 1234), station('某处(境)', 'QQI', 12345)], null, 1);
    const result = run('station-list-json', text);
    expect(result).toMatchObject({ added: ['QQI', 'QQR'], changed: [], problems: [] });
    expect(result.csv).toContain('\nQQR,新地,新地,,,01234,R00,新,,\n');
    expect(result.csv).toContain('\nQQI,某处境,某处境,,,12345,,新,,\n');
  });

  it('keeps what it does not know of a station that is there', () => {
    const result = run('station-list-json', JSON.stringify([station('西安国际港', 'EZY', 38450, '陕')]));
    expect(result).toMatchObject({ added: [], changed: [], unchanged: 1 });
    const renamed = run('station-list-json', JSON.stringify([station('西安国际港南', 'EZY', 38450, '陕')]));
    expect(renamed.changed).toEqual(['EZY']);
    expect(renamed.csv).toContain('\nEZY,西安国际港南,西安国际港南,,,38450,Y00,陕,xianguojigang,');
  });

  it('refuses dirty rows with their line and reason, and counts exact repeats', () => {
    const rows = [
      station('重  庆北', 'WAI-W', ''),
      station('', 'QQR', 12345),
      station('甲', 'QQA', 99991),
      station('乙', 'QQA', 99992),
      station('丙', 'QQM', 99993),
      station('丁', 'QQE', 99993),
      station('戊', 'QQS', 38450),
      station('己', 'QQZ', ''),
      station(' 己 ', 'QQZ', ''),
    ];
    const result = run(
      'station-list-json',
      `[\n${[...rows, 7].map((row) => JSON.stringify(row)).join(',\n')}\n]`,
    );
    expect(result.texts).toEqual([
      'in:2: The telegraph code "WAI-W" of 重庆北 is not three letters.',
      'in:3: The station has no name.',
      'in:4: The telegraph code "QQA" means several stations: 甲、乙.',
      'in:5: The telegraph code "QQA" means several stations: 甲、乙.',
      'in:6: The TMIS code "99993" means several stations: 丙、丁.',
      'in:7: The TMIS code "99993" means several stations: 丙、丁.',
      'in:8: The TMIS code "38450" already belongs to EZY 西安国际港.',
      'in:11: A JSON object is expected.',
    ]);
    expect(result).toMatchObject({ added: ['QQZ'], repeated: 1 });
  });

  it.each(['', '{}', '[', 'null'])('refuses %j as a whole', (text) => {
    const result = run('station-list-json', text);
    expect(result.texts).toEqual(['in:1: A JSON array is expected.']);
    expect(result.csv).toBeUndefined();
  });
});

describe('importing station_name.js of 12306', () => {
  const newForm =
    "var station_names ='@xax|西安新站|QQY|xianxinzhan|xaxz|0|2901|西安|||@bad|x|y@ezy|西安国际港|EZY|xianguojigang|xagjg|1|2901|西安|||';";

  it('reads the newer form and tells where a record is wrong', () => {
    const result = run('12306-js', newForm);
    expect(result).toMatchObject({ added: ['QQY'], changed: [], unchanged: 1 });
    expect(result.csv).toContain('\nQQY,西安新站,Xianxinzhan,,,,Y00,,xianxinzhan,\n');
    expect(result.texts).toEqual(['in:1:64: The record has 3 fields, fewer than 6.']);
  });

  it('reads the form of six fields, one record per line too', () => {
    const result = run(
      '12306-js',
      '@a|甲乙站|QQY|jiayi|jy|0\n@b|丙丁站|QQ|bingding|bd|1\n@c|戊站|QQM|wu!|w|2',
    );
    expect(result.added).toEqual(['QQY']);
    expect(result.texts).toEqual([
      'in:2:1: The telegraph code "QQ" of 丙丁站 is not three letters.',
      'in:3:1: The pinyin "wu!" of 戊站 is not letters only.',
    ]);
  });

  it('finds nothing in another file', () => {
    expect(run('12306-js', 'var x = 1;').texts).toEqual(['in:1: There is no record that begins with @.']);
  });

  it('gives an English name to a station that had none', () => {
    const first = importList({
      list: 'stations',
      form: 'station-list-json',
      text: JSON.stringify([station('新地', 'QQR', 1234)]),
      file: 'in',
      lists,
    });
    const table = lists.table('stations')!;
    const entry = { code: 'QQR', zh: '新地', en: '新地', attributes: { tmis: '01234' } };
    const later = codeTables([new CodeTable(table.definition, [entry]), lists.table('bureaux')!]);
    const text = '@a|新地|QQR|xindi|xd|0';
    const second = importList({ list: 'stations', form: '12306-js', text, file: 'in', lists: later });
    expect(first.added).toEqual(['QQR']);
    expect(second.csv).toContain('\nQQR,新地,Xindi,,,01234,R00,,xindi,\n');
  });
});

describe('an import', () => {
  it('into a list that does not exist, or comes from a package, or is no list of stations, is refused', () => {
    expect(run('csv', '', 'nothing').texts).toEqual(['in: There is no list "nothing".']);
    expect(run('csv', '', 'countries').texts).toEqual([
      'in: "countries" comes from the package i18n-iso-countries.',
    ]);
    expect(run('12306-js', '', 'units').texts).toEqual(['in: "12306-js" is for stations only.']);
  });
});
