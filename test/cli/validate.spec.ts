import { once } from 'node:events';
import { cpSync, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { bianzu, bianzuProcess, jsonLines, useBuiltCommand } from './bianzu.js';

useBuiltCommand();

interface IssueLine {
  readonly code: string;
  readonly severity: string;
  readonly location: { readonly path?: string; readonly line?: number };
  readonly record?: number;
  readonly text: { readonly zh: string; readonly en: string };
}

const header = '运单号,操作,受理时间,发站代码';

describe('bianzu validate', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bianzu-validate-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['schemas/sources/sys-1/samples/order-full-wagon.xml', 'sources/sys-1/order'],
    ['schemas/sources/sys-4/samples/status.json', 'sources/sys-4/status'],
    ['schemas/sources/sys-5/samples/gate-in.xml', 'sources/sys-5/equipment-event'],
    ['schemas/canonical/wagon-request/1.example.json', 'canonical/wagon-request/1'],
  ])('finds the schema of %s by itself', async (file, schema) => {
    expect(await bianzu(['validate', file])).toMatchObject({
      exitCode: 0,
      out: '',
      err: `${schema}: 0 errors, 0 warnings\n`,
    });
  });

  it('tells every fault as one JSON line with its place and its texts, and ends with 1', async () => {
    const sample = iconv.decode(
      readFileSync('schemas/sources/sys-1/samples/order-full-wagon.xml'),
      'gb18030',
    );
    const wrong = sample.replace(/<FZTMISM>\d+/, '<FZTMISM>99999').replace(/<DDH>[^<]+/, '<DDH>?');
    const ended = await bianzu(['validate', '-'], { input: iconv.encode(wrong, 'gb18030') });
    expect(ended.exitCode).toBe(1);
    const issues = jsonLines<IssueLine>(ended);
    expect(issues.map(({ location }) => location.path?.split('/').at(-1))).toEqual(
      expect.arrayContaining(['FZTMISM', 'DDH']),
    );
    for (const { text, location } of issues) {
      expect(location.line).toBeGreaterThan(1);
      expect(text.zh).not.toBe(text.en);
    }
  });

  it('gives a fault the severity of the agreement, as the hub does', async () => {
    const lenient = join(folder, 'lenient');
    for (const part of ['schemas', 'code-lists', 'agreements']) {
      cpSync(part, join(lenient, part), { recursive: true });
    }
    const agreements = join(lenient, 'agreements/sys-1.yaml');
    const told = readFileSync(agreements, 'utf8').replaceAll(
      /tolerance: .*/g,
      'tolerance: { code-not-listed: warning }',
    );
    writeFileSync(agreements, told);
    const sample = iconv.decode(readFileSync('schemas/sources/sys-1/samples/party.xml'), 'gb18030');
    const input = iconv.encode(sample.replace(/<XZQHDM>[^<]+/, '<XZQHDM>999999'), 'gb18030');
    const strict = await bianzu(['validate', '-'], { input });
    const tolerant = await bianzu(['validate', '-', '--root', lenient], { input });
    expect(
      [strict, tolerant].map((ended) => jsonLines<IssueLine>(ended).map(({ severity }) => severity)),
    ).toEqual([['error'], ['warning']]);
    expect([strict.exitCode, tolerant.exitCode]).toEqual([1, 0]);
  });

  it('recognises a batch by its file name and numbers its records', async () => {
    const file = join(folder, 'LSKY_20260316.csv');
    const sample = iconv.decode(readFileSync('schemas/sources/sys-6/samples/parcel.csv'), 'gb18030');
    const [head, first] = sample.split('\r\n') as [string, string];
    writeFileSync(
      file,
      iconv.encode(`${head}\r\n${first}\r\n${first.replace('新增', '删除')}\r\n`, 'gb18030'),
    );
    const ended = await bianzu(['validate', file]);
    expect(ended.exitCode).toBe(1);
    expect(jsonLines(ended)).toEqual([
      expect.objectContaining({ code: 'value-not-allowed', record: 2, value: '删除' }),
    ]);
  });

  it('checks the totals of a fixed-width file', async () => {
    const sample = readFileSync('schemas/sources/sys-6/samples/parcel-status.txt').toString('latin1');
    const trailer = sample.lastIndexOf('T0');
    const input = Buffer.from(`${sample.slice(0, trailer + 20)}9${sample.slice(trailer + 21)}`, 'latin1');
    const file = join(folder, 'statuses.txt');
    writeFileSync(file, input);
    const ended = await bianzu(['validate', file, '--schema', 'sources/sys-6/parcel-status']);
    expect(jsonLines<IssueLine>(ended).map(({ code }) => code)).toEqual(['total-mismatch']);
  });

  it('names the schemas there are when nothing knows the file, and what was meant by a misspelt one', async () => {
    const unknown = await bianzu(['validate', '-'], { input: '{"what":"is this"}' });
    expect(unknown).toMatchObject({ exitCode: 2, out: '' });
    expect(unknown.err).toContain('canonical/party/1');
    const misspelt = await bianzu(['validate', '-', '--schema', 'sources/sys-1/ordr'], { input: '<a/>' });
    expect(misspelt).toMatchObject({
      exitCode: 2,
      err: 'There is no schema "sources/sys-1/ordr"; did you mean "sources/sys-1/order"?\n',
    });
  });

  it('reads a CSV of 20 MB in a heap of 48 MB', async () => {
    const file = join(folder, 'large.csv');
    const stream = createWriteStream(file);
    const line = `LS2603160000001,新增,2026-03-16 08:30:00,${'长'.repeat(100)}\n`;
    stream.write(`${header}\n`);
    for (let written = 0; written < 20_000_000; written += 1000 * 360) {
      if (!stream.write(line.repeat(1000))) await once(stream, 'drain');
    }
    stream.end();
    await once(stream, 'finish');
    const args = ['decode', file, '--json', '--charset', 'utf-8'];
    const ended = await bianzuProcess(args, ['--max-old-space-size=48']);
    expect(ended.exitCode).toBe(0);
    expect(ended.bytes.length).toBeGreaterThan(15_000_000);
  });
});
