import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { bianzu, jsonLines } from './bianzu.js';

const order = 'schemas/sources/sys-1/samples/order-full-wagon.xml';
const toCanonical = ['--mapping', 'sys-1/order-to-transport-order', '--now', '2026-03-16T08:00:00Z'];
const fixtures = 'test/cli/fixtures';

describe('bianzu map', () => {
  it('prints the canonical message of an order', async () => {
    const ended = await bianzu(['map', order, ...toCanonical]);
    expect(ended).toMatchObject({ exitCode: 0, err: '' });
    expect(JSON.parse(ended.out)).toMatchObject({
      orderNumber: 'DD2026031600001',
      serviceType: 'wagon-load',
      customer: { name: '西安华丰物流有限公司' },
    });
  });

  it('prints where each value came from with --lineage', async () => {
    const lines = jsonLines(await bianzu(['map', order, ...toCanonical, '--lineage']));
    expect(lines).toContainEqual({
      document: 1,
      target: '/orderNumber',
      value: 'DD2026031600001',
      rule: expect.stringMatching(/^mappings\/sys-1\/order-to-transport-order\.yaml:\d+ map\/orderNumber$/),
      source: { path: '/KHDD/DD/DDH', line: expect.any(Number), column: expect.any(Number) },
      sourceValue: 'DD2026031600001',
    });
  });

  it('writes the bytes of the target format, or JSON of it when asked', async () => {
    const { out } = await bianzu(['map', order, ...toCanonical]);
    const onward = ['map', '-', '--mapping', 'sys-2/transport-order-to-demand'];
    const xml = await bianzu(onward, { input: out });
    expect(iconv.decode(xml.bytes, 'gb18030')).toMatch(
      /^<\?xml [^>]*GB18030[^>]*>\s*<XQSL>.*西安华丰物流有限公司/s,
    );
    const json = await bianzu([...onward, '--format', 'json'], { input: out });
    expect(JSON.parse(json.out)).toHaveProperty('XQSL.XQ.DDH', 'DD2026031600001');
  });

  it('maps a batch record by record, one JSON per line', async () => {
    const args = [
      'map',
      'schemas/sources/sys-6/samples/parcel.csv',
      '--mapping',
      'sys-6/parcel-to-parcel-shipment',
    ];
    const ended = await bianzu([...args, '--limit', '2']);
    expect(jsonLines(ended)).toEqual([
      expect.objectContaining({ parcelNumber: 'LS2603160000001' }),
      expect.objectContaining({ parcelNumber: 'LS2603160000002' }),
    ]);
  });

  it('takes a mapping file from anywhere and tells its mistakes with their lines', async () => {
    const good = await bianzu(['map', '-', '--mapping', `${fixtures}/slip-to-note.yaml`], {
      input: '<SLIP><NO>9</NO><KIND>A</KIND></SLIP>',
    });
    expect(JSON.parse(good.out)).toEqual({ number: '9', kind: 'arrival' });
    const wrong = await bianzu(['map', '-', '--mapping', `${fixtures}/with-mistakes.yaml`], {
      input: '<a/>',
    });
    expect(wrong.exitCode).toBe(2);
    expect(wrong.err).toMatch(/with-mistakes\.yaml:5:\d+: .*Did you mean "from"\?/);
    expect(wrong.err).toMatch(/with-mistakes\.yaml:6:\d+: .*Did you mean "decimal"\?/);
  });

  it('tells faults of the data on standard error and ends with 1', async () => {
    const input = '<SLIP><KIND>A</KIND></SLIP>';
    const ended = await bianzu(['map', '-', '--mapping', `${fixtures}/slip-to-note.yaml`], { input });
    expect(ended).toMatchObject({ exitCode: 1 });
    expect(ended.err).toContain('source-missing');
  });

  it('refuses a mapping and a time that are not there', async () => {
    const mapping = await bianzu(['map', order, '--mapping', 'sys-1/order-to-transport-ordr']);
    expect(mapping.exitCode).toBe(2);
    expect(mapping.err).toContain('did you mean "sys-1/order-to-transport-order"?');
    const outside = await bianzu(['map', order, '--mapping', '../../etc/passwd']);
    expect(outside).toMatchObject({ exitCode: 2, out: '' });
    const time = await bianzu(['map', order, '--mapping', 'sys-1/order-to-transport-order', '--now', 'soon']);
    expect(time).toMatchObject({ exitCode: 2, err: '"soon" is not a time in ISO 8601.\n' });
  });
});

describe('bianzu mapping', () => {
  it('runs the tests inside a file and counts them', async () => {
    expect(await bianzu(['mapping', 'test', `${fixtures}/slip-to-note.yaml`])).toMatchObject({
      exitCode: 0,
      out: `${fixtures}/slip-to-note.yaml: 2 passed, 0 failed\n`,
    });
  });

  it('shows the difference of a failed test with its line', async () => {
    const { exitCode, out } = await bianzu(['mapping', 'test', `${fixtures}/failing.yaml`, '--lang', 'zh']);
    expect(exitCode).toBe(1);
    expect(out).toContain('通过 0，失败 1');
    expect(out).toContain(`${fixtures}/failing.yaml:8 another number is expected`);
    expect(out).toContain('expected "8", found "7"');
  });

  it('lists what no test covers', async () => {
    const { exitCode, out } = await bianzu(['mapping', 'coverage', `${fixtures}/failing.yaml`]);
    expect(exitCode).toBe(1);
    expect(out).toContain('2/2 target fields, 0/1 branches');
    expect(out).toContain(`${fixtures}/failing.yaml:6 default`);
  });
});
