import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadCodeLists } from './load-code-lists.js';

const { lists, problems } = loadCodeLists(join(process.cwd(), 'code-lists'));

describe('the code lists of this repository', () => {
  it('have no problem', () => {
    expect(problems).toEqual([]);
  });

  it('are as large as they must be', () => {
    expect(lists.entries('stations').length).toBeGreaterThanOrEqual(300);
    expect(lists.entries('bureaux')).toHaveLength(18);
    expect(lists.entries('goods-categories')).toHaveLength(26);
    expect(lists.entries('container-types').length).toBeGreaterThan(130);
    expect(lists.entries('units').length).toBeGreaterThan(100);
    expect(lists.entries('packages').length).toBeGreaterThan(150);
    expect(lists.entries('countries').length).toBeGreaterThan(240);
    expect(lists.entries('currencies').length).toBeGreaterThan(150);
    expect(lists.entries('divisions').length).toBeGreaterThan(3000);
  });

  it.each([
    ['AKR', '阿拉山口', '42593', 'R00'],
    ['HFR', '霍尔果斯', '43120', 'R00'],
    ['RLC', '二连', '13073', 'C00'],
    ['MLX', '满洲里', '57872', 'B00'],
    ['SFB', '绥芬河', '62231', 'B00'],
    ['EZY', '西安国际港', '38450', 'Y00'],
    ['TQW', '团结村', '30062', 'W00'],
    ['PTF', '圃田', '38801', 'F00'],
    ['PNQ', '平湖南', '23790', 'Q00'],
    ['MHM', '磨憨', '48667', 'M00'],
  ])('know the station %s %s', (code, zh, tmis, bureau) => {
    expect(lists.find('stations', code)).toMatchObject({ zh, attributes: { tmis, bureau } });
    expect(lists.findBy('stations', 'tmis', tmis)?.code).toBe(code);
    expect(lists.findBy('stations', 'zh', zh)?.code).toBe(code);
  });

  it('give border points no bureau', () => {
    expect(lists.find('stations', 'ALI')?.attributes).toMatchObject({ tmis: '42594', kind: 'border' });
    expect(lists.find('stations', 'HFI')?.attributes['bureau']).toBeUndefined();
  });

  it('assign every other station to the bureau of its last letter', () => {
    const byLetter = new Map(
      lists
        .entries('bureaux')
        .flatMap((bureau) => bureau.attributes['letters']!.split(' ').map((letter) => [letter, bureau.code])),
    );
    for (const station of lists.entries('stations')) {
      expect(station.code).toMatch(/^[A-Z]{3}$/);
      expect([station.code, station.attributes['bureau']]).toEqual([
        station.code,
        byLetter.get(station.code[2]!),
      ]);
    }
  });

  it.each(lists.names().filter((name) => !['countries', 'currencies', 'divisions'].includes(name)))(
    'name every code of %s differently',
    (list) => {
      const names = lists.entries(list).map((entry) => entry.zh);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    },
  );

  it('translate the codes of the systems both ways', () => {
    expect(lists.toStandard('stations', 'sys-5', 'DEZY1')).toBe('EZY');
    expect(lists.toLocal('stations', 'sys-5', 'EZY')).toBe('DEZY1');
    expect(lists.toStandard('stations', 'sys-6', 'L30062')).toBe('TQW');
    expect(lists.toStandard('transport-statuses', 'sys-4', '40')).toBe('departed');
    expect(lists.toLocal('transport-statuses', 'sys-4', 'receipt-confirmed')).toBe('85');
    expect(lists.toStandard('equipment-events', 'dcsa-carrier', 'GTIN')).toBe('gate-in');
    expect(lists.toStandard('packages', 'sys-6', '编织袋')).toBe('5H');
  });

  it('let a former code of a system mean its station only until it ended', () => {
    expect(lists.toStandard('stations', 'sys-6', 'L30002', '2024-12-31')).toBe('TQW');
    expect(lists.toStandard('stations', 'sys-6', 'L30002', '2025-01-01')).toBeUndefined();
  });

  it('carry countries, currencies and divisions from packages, in both languages', () => {
    expect(lists.find('countries', 'CN')).toMatchObject({
      zh: '中国',
      attributes: { alpha3: 'CHN', numeric: '156' },
    });
    expect(lists.find('currencies', 'CNY')).toMatchObject({ zh: '人民币', attributes: { digits: '2' } });
    expect(lists.find('divisions', '610111')).toMatchObject({
      zh: '灞桥区',
      attributes: { level: 'county', parent: '610100' },
    });
    expect(lists.findBy('divisions', 'zh', '北京市')?.code).toBe('110000');
  });
});
