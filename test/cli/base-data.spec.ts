import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bianzu, jsonLines } from './bianzu.js';

describe('bianzu base-data', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bianzu-base-data-'));
    cpSync('code-lists', join(folder, 'code-lists'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const inCopy = (...args: string[]): ReturnType<typeof bianzu> => bianzu([...args, '--root', folder]);
  const stationFile = (): string => join(folder, 'code-lists/stations.csv');

  it('lists the lists and their codes', async () => {
    const lists = jsonLines<{ name: string; entries: number }>(await bianzu(['base-data', 'list', '--json']));
    expect(lists.find(({ name }) => name === 'bureaux')?.entries).toBe(18);
    const { out } = await bianzu(['base-data', 'list', 'bureaux']);
    expect(out).toContain('B00\t哈尔滨局\tHarbin bureau\n');
  });

  it('shows a code, and says when there is none', async () => {
    const { out } = await bianzu(['base-data', 'show', 'packages', 'BX']);
    expect(out).toContain('sys-1: 01');
    expect(await bianzu(['base-data', 'show', 'packages', 'NONE'])).toMatchObject({
      exitCode: 1,
      err: 'There is no code "NONE" in "packages".\n',
    });
  });

  it('translates the codes of a system both ways', async () => {
    const there = await bianzu(['base-data', 'cross-reference', 'packages', 'sys-1', '01']);
    expect(there).toMatchObject({ exitCode: 0, out: 'BX\n' });
    const back = await bianzu(['base-data', 'cross-reference', 'packages', 'sys-1', 'BX', '--reverse']);
    expect(back).toMatchObject({ exitCode: 0, out: '01\n' });
  });

  it.each([
    ['container-number', 'csqu 305438-3', 0, 'CSQU3054383\ta valid container number\n'],
    ['container-number', 'CSQU3054384', 1, /check digit of this container number should be 3/],
    ['resident-id', '12', 1, /does not have the form of/],
  ])('checks the %s %s', async (identifier, value, exitCode, text) => {
    const ended = await bianzu(['base-data', 'check', identifier, value]);
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.out).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
  });

  it('merges a list, tells what is refused with its line, and writes only when asked', async () => {
    const before = readFileSync(stationFile(), 'utf8');
    const [head, first] = before.split('\n') as [string, string];
    const changed = first.replace(first.split(',')[2]!, 'Renamed');
    const input = `${head}\n${changed}\n,no code\n`;
    const args = ['base-data', 'import', 'stations', '-', '--form', 'csv'];
    const dry = await bianzu([...args, '--root', folder, '--dry-run'], { input });
    expect(dry.exitCode).toBe(1);
    expect(dry.out).toContain('0 added, 1 changed, 0 unchanged, 0 repeated');
    expect(dry.err).toMatch(/^-:3: /m);
    expect(readFileSync(stationFile(), 'utf8')).toBe(before);
    const real = await bianzu([...args, '--root', folder], { input });
    expect(real.out).toContain('written: ');
    expect(readFileSync(stationFile(), 'utf8')).toContain(changed);
  });

  it('leaves the file alone when there is nothing new', async () => {
    const before = statSync(stationFile()).mtimeMs;
    const ended = await inCopy('base-data', 'import', 'stations', stationFile(), '--form', 'csv');
    expect(ended).toMatchObject({ exitCode: 0, err: '' });
    expect(ended.out).toMatch(/^0 added, 0 changed, \d+ unchanged/);
    expect(statSync(stationFile()).mtimeMs).toBe(before);
  });

  it('asks for a day that exists', async () => {
    const ended = await bianzu(['base-data', 'list', 'bureaux', '--at', '2026-02-30']);
    expect(ended).toMatchObject({ exitCode: 2, err: '"2026-02-30" is not a day (yyyy-mm-dd).\n' });
  });
});
