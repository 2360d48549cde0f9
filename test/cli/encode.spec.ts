import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { bianzu } from './bianzu.js';

describe('bianzu encode', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bianzu-encode-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('turns a canonical message into XML and back into the same JSON', async () => {
    const example = 'schemas/canonical/transport-order/1.example.json';
    const schema = ['--schema', 'canonical/transport-order/1'];
    const xml = await bianzu(['encode', example, '--format', 'xml', ...schema]);
    expect(xml.out).toContain('xmlns="urn:bianzu:canonical:transport-order:1"');
    const json = await bianzu(['encode', '-', '--format', 'json', ...schema], { input: xml.bytes });
    expect(JSON.parse(json.out)).toEqual(JSON.parse(readFileSync(example, 'utf8')));
  });

  it('changes the charset of a message and nothing else', async () => {
    const sample = 'schemas/sources/sys-1/samples/party.xml';
    const utf8 = await bianzu(['encode', sample, '--format', 'xml', '--charset', 'utf-8']);
    const back = await bianzu(['encode', '-', '--format', 'xml', '--charset', 'gb18030'], {
      input: utf8.bytes,
    });
    const again = await bianzu(['encode', '-', '--format', 'xml', '--charset', 'utf-8'], {
      input: back.bytes,
    });
    expect(iconv.decode(back.bytes, 'gb18030')).toContain('西安华丰物流有限公司');
    expect(again.out).toBe(utf8.out);
  });

  it('reads again what decode --json has written, with namespaces and attributes', async () => {
    const sample = 'schemas/sources/sys-5/samples/gate-in.xml';
    const json = await bianzu(['decode', sample, '--json']);
    const fromJson = await bianzu(['encode', '-', '--format', 'xml'], { input: json.out });
    const fromXml = await bianzu(['decode', '-', '--json'], { input: fromJson.out });
    expect(JSON.parse(fromXml.out)).toEqual(JSON.parse(json.out));
    expect(fromJson.out).toContain('<GrossWeight unit="KGM">28800.500</GrossWeight>');
  });

  it('writes a list of objects as CSV, into a file', async () => {
    const file = join(folder, 'list.csv');
    const input = '[{"a":"1","b":"x,y"},{"a":"2"}]';
    expect(await bianzu(['encode', '-', '--format', 'csv', '--out', file], { input })).toMatchObject({
      exitCode: 0,
      out: '',
    });
    expect(readFileSync(file, 'utf8')).toBe('a,b\r\n1,"x,y"\r\n2,\r\n');
  });

  it('needs a root element for XML and a layout for fixed-width lines', async () => {
    const input = '{"a":1,"b":2}';
    expect(await bianzu(['encode', '-', '--format', 'xml'], { input })).toMatchObject({
      exitCode: 2,
      out: '',
    });
    const named = await bianzu(['encode', '-', '--format', 'xml', '--root-name', 'r'], { input });
    expect(named.out).toContain('<r><a>1</a><b>2</b></r>');
    expect((await bianzu(['encode', '-', '--format', 'fixed-width'], { input })).exitCode).toBe(2);
  });

  it('refuses formats and charsets that are not there', async () => {
    const format = await bianzu(['encode', '-', '--format', 'pdf'], { input: '{}' });
    expect(format).toMatchObject({
      exitCode: 2,
      err: 'There is no format "pdf"; there are: xml, json, csv, fixed-width, edifact, x12\n',
    });
    const charset = await bianzu(['encode', '-', '--format', 'json', '--charset', 'klingon'], {
      input: '{}',
    });
    expect(charset).toMatchObject({ exitCode: 2, err: 'The charset "klingon" is not supported.\n' });
  });
});
