import { describe, expect, it } from '@jest/globals';
import type { CodeEntry } from './code-entry.js';
import { codeTables } from './code-lists.js';
import { CodeTable } from './code-table.js';
import { CrossReference } from './cross-reference.js';
import { isCalendarDate, overlaps } from './validity.js';

const definition = {
  name: 'stations',
  zh: '车站',
  en: 'Stations',
  source: 'made for this test',
  sourceDate: '2026-11-01',
  version: '1',
  validity: 'as stated',
  columns: {},
};

const entry = (
  code: string,
  zh: string,
  validFrom?: string,
  validTo?: string,
  tmis = '10000',
): CodeEntry => ({
  code,
  zh,
  en: zh,
  ...(validFrom === undefined ? {} : { validFrom }),
  ...(validTo === undefined ? {} : { validTo }),
  attributes: { tmis },
});

const lists = codeTables([
  new CodeTable(
    definition,
    [
      entry('EZY', '西安国际港', '2014-01-01', undefined, '38450'),
      entry('EZY', '新筑', '2008-01-01', '2013-12-31', '38450'),
      entry('OLD', '旧站', undefined, '2019-12-31'),
      entry('TQW', '团结村', undefined, undefined, '30062'),
    ],
    new Map([
      [
        'sys-5',
        new CrossReference([
          { localCode: 'D0', standardCode: 'EZY', validTo: '2019-12-31' },
          { localCode: 'D1', standardCode: 'EZY' },
          { localCode: 'D2', standardCode: 'EZY' },
          { localCode: 'D9', standardCode: 'TQW', validFrom: '2020-01-01' },
          { localCode: 'D9', standardCode: 'OLD', validTo: '2019-12-31' },
        ]),
      ],
    ]),
  ),
]);

describe('a code list', () => {
  it('finds the version that was valid on a day', () => {
    expect(lists.find('stations', 'EZY', '2013-12-31')?.zh).toBe('新筑');
    expect(lists.find('stations', 'EZY', '2014-01-01')?.zh).toBe('西安国际港');
    expect(lists.find('stations', 'EZY', '2007-12-31')).toBeUndefined();
    expect(lists.find('stations', 'EZY', '2014-01-01T00:30:00+08:00')?.zh).toBe('西安国际港');
  });

  it('finds the newest version when no day is given, even one that has ended', () => {
    expect(lists.find('stations', 'EZY')?.zh).toBe('西安国际港');
    expect(lists.find('stations', 'OLD')?.zh).toBe('旧站');
    expect(lists.find('stations', 'OLD', '2020-01-01')).toBeUndefined();
  });

  it('gives one entry per code', () => {
    expect(lists.entries('stations').map(({ code }) => code)).toEqual(['EZY', 'OLD', 'TQW']);
    expect(lists.entries('stations', '2026-11-22').map(({ code }) => code)).toEqual(['EZY', 'TQW']);
  });

  it('is found by an attribute or a name, on the day in question', () => {
    expect(lists.findBy('stations', 'tmis', '38450')?.zh).toBe('西安国际港');
    expect(lists.findBy('stations', 'zh', '新筑', '2010-06-01')?.code).toBe('EZY');
    expect(lists.findBy('stations', 'zh', '新筑', '2026-06-01')).toBeUndefined();
    expect(lists.findBy('stations', 'colour', 'red')).toBeUndefined();
    expect(lists.findBy('stations', 'constructor', 'x')).toBeUndefined();
  });

  it('does not guess when two codes have the same value', () => {
    const twins = codeTables([new CodeTable(definition, [entry('AAA', '同名'), entry('BBB', '同名')])]);
    expect(twins.findBy('stations', 'zh', '同名')).toBeUndefined();
    expect(twins.table('stations')?.allBy('zh', '同名')).toHaveLength(2);
  });

  it('cannot be changed by who reads it', () => {
    const found = lists.find('stations', 'TQW')!;
    expect(Object.isFrozen(found) && Object.isFrozen(found.attributes)).toBe(true);
  });

  it('that does not exist answers like an empty one', () => {
    expect(lists.hasList('nothing')).toBe(false);
    expect(lists.entries('nothing')).toEqual([]);
    expect(lists.find('nothing', 'X')).toBeUndefined();
    expect(lists.findBy('nothing', 'zh', 'X')).toBeUndefined();
    expect(lists.toStandard('nothing', 'sys-5', 'X')).toBeUndefined();
    expect(lists.names()).toEqual(['stations']);
  });
});

describe('a cross-reference', () => {
  it('translates both ways on the day in question', () => {
    expect(lists.toStandard('stations', 'sys-5', 'D9', '2019-12-31')).toBe('OLD');
    expect(lists.toStandard('stations', 'sys-5', 'D9', '2020-01-01')).toBe('TQW');
    expect(lists.toStandard('stations', 'sys-5', 'D9')).toBe('TQW');
    expect(lists.toLocal('stations', 'sys-5', 'OLD', '2020-01-01')).toBeUndefined();
    expect(lists.toStandard('stations', 'sys-6', 'D9')).toBeUndefined();
  });

  it('gives back the first of several local codes', () => {
    expect(lists.toStandard('stations', 'sys-5', 'D2')).toBe('EZY');
    expect(lists.toLocal('stations', 'sys-5', 'EZY', '2026-11-22')).toBe('D1');
    expect(lists.toLocal('stations', 'sys-5', 'EZY', '2019-12-31')).toBe('D0');
  });

  it('gives back one that has not ended when no day is given, if there is one', () => {
    expect(lists.toLocal('stations', 'sys-5', 'EZY')).toBe('D1');
    expect(lists.toLocal('stations', 'sys-5', 'OLD')).toBe('D9');
  });
});

describe('validity', () => {
  it('knows days that exist', () => {
    expect(['2024-02-29', '2026-12-31'].every(isCalendarDate)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '2026-1-1', '2026-06-31', ''].some(isCalendarDate)).toBe(false);
  });

  it('includes both ends', () => {
    expect(overlaps({ validTo: '2020-01-01' }, { validFrom: '2020-01-01' })).toBe(true);
    expect(overlaps({ validTo: '2019-12-31' }, { validFrom: '2020-01-01' })).toBe(false);
    expect(overlaps({}, { validFrom: '2020-01-01', validTo: '2020-01-02' })).toBe(true);
  });
});
