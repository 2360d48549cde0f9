import { describe, expect, it } from '@jest/globals';
import { bianzu, jsonLines } from './bianzu.js';

const party = 'schemas/sources/sys-1/samples/party.xml';
const parcels = 'schemas/sources/sys-6/samples/parcel.csv';

describe('bianzu decode', () => {
  it('shows GB18030 XML as a tree with positions', async () => {
    const { exitCode, out } = await bianzu(['decode', party, '--positions']);
    expect(exitCode).toBe(0);
    expect(out.split('\n').slice(0, 4)).toEqual([
      'xml gb18030',
      '  KHXX  @2:1',
      '    BWT  @3:3',
      '      BWBH = "KH2026031600000001"  @4:5',
    ]);
  });

  it('reads standard input as -', async () => {
    const { exitCode, out } = await bianzu(['decode', '-', '--json'], {
      input: '{"weight": 12.50, "ok": true}',
    });
    expect(exitCode).toBe(0);
    expect(out).toBe('{\n  "weight": 12.50,\n  "ok": true\n}\n');
  });

  it('shows a batch record by record, as many as wanted', async () => {
    const ended = await bianzu(['decode', parcels, '--json', '--limit', '2']);
    expect(ended.exitCode).toBe(0);
    expect(jsonLines<Record<string, string>>(ended).map((record) => record['运单号'])).toEqual([
      'LS2603160000001',
      'LS2603160000002',
    ]);
  });

  it('takes the columns of fixed-width lines from the schema', async () => {
    const file = 'schemas/sources/sys-6/samples/parcel-status.txt';
    const ended = await bianzu([
      'decode',
      file,
      '--schema',
      'sources/sys-6/parcel-status',
      '--json',
      '--limit',
      '1',
    ]);
    expect(jsonLines(ended)).toEqual([expect.objectContaining({ 运单号: 'LS2603160000001', 状态码: '01' })]);
  });

  it('says which layouts there are when fixed-width lines come without', async () => {
    const ended = await bianzu(['decode', 'schemas/sources/sys-6/samples/parcel-status.txt']);
    expect(ended).toMatchObject({ exitCode: 2, out: '' });
    expect(ended.err).toContain('sources/sys-6/parcel-status');
  });

  it('tells faults on standard error, as text in the chosen language or as JSON', async () => {
    const input = '<a><b></a>';
    const text = await bianzu(['decode', '-', '--lang', 'zh'], { input });
    expect(text.exitCode).toBe(1);
    expect(text.err).toMatch(/^error xml-not-well-formed: .*第 1 行第 \d+ 列：XML 格式不正确/);
    const json = await bianzu(['decode', '-', '--json'], { input });
    expect(JSON.parse(json.err.split('\n')[0]!)).toMatchObject({
      code: 'xml-not-well-formed',
      text: { zh: expect.any(String), en: expect.any(String) },
    });
  });

  it('speaks the language of the locale, English where it is none of ours', async () => {
    const chinese = await bianzu(['decode', '-'], { environment: { LC_ALL: '', LANG: 'zh_CN.UTF-8' } });
    expect(chinese.err).toContain('内容为空');
    const other = await bianzu(['decode', '-'], { environment: { LC_ALL: '', LANG: 'fr_FR.UTF-8' } });
    expect(other.err).toContain('The input is empty.');
  });

  it('reads CSV with another delimiter', async () => {
    const ended = await bianzu(['decode', '-', '--format', 'csv', '--delimiter', ';', '--json'], {
      input: 'a;b\n1;2\n',
    });
    expect(jsonLines(ended)).toEqual([{ a: '1', b: '2' }]);
  });
});
