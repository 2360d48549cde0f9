import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { bianzu, type Ended } from './bianzu.js';

/** Bytes that look random and are the same every time. */
const garbage = Buffer.concat(
  Array.from({ length: 500 }, (_, index) => createHash('sha512').update(`garbage ${index}`).digest()),
);
const expectNoStack = (ended: Ended): void => expect(ended.err + ended.out).not.toMatch(/^ {4}at /m);

describe('the command line under hostile input', () => {
  it.each([
    ['decode'],
    ['validate'],
    ['map', '--mapping', 'sys-1/order-to-transport-order'],
    ['encode', '--format', 'json'],
  ])('answers binary garbage to %s with issues or a sentence, never a stack', async (command, ...rest) => {
    const ended = await bianzu([command, '-', ...rest], { input: garbage });
    expect([1, 2]).toContain(ended.exitCode);
    expectNoStack(ended);
  });

  it('refuses a message that is larger than 20 MiB, without reading on', async () => {
    const input = `{"a":"${'x'.repeat(21 * 1024 * 1024)}"}`;
    const ended = await bianzu(['decode', '-'], { input });
    expect(ended).toMatchObject({ exitCode: 1, out: '' });
    expect(ended.err).toContain('input-too-large');
  });

  it('cuts a CSV line of many megabytes and reads on', async () => {
    const input = `a,b\n1,2\n3,${'y'.repeat(5_000_000)}\n5,6\n`;
    const ended = await bianzu(['decode', '-', '--format', 'csv', '--json'], { input });
    expect(ended.exitCode).toBe(1);
    expect(ended.err).toContain('record-too-long');
    expect(ended.out.trim().split('\n').at(-1)).toBe('{"a":"5","b":"6"}');
  });

  it('tells the first thousand faults of a file that is nothing but faults', async () => {
    const input = `a,b\n${'1\n'.repeat(3000)}`;
    const ended = await bianzu(['decode', '-', '--format', 'csv', '--json'], { input });
    expect(ended.exitCode).toBe(1);
    const told = ended.err.trim().split('\n');
    expect(told).toHaveLength(1001);
    expect(told.at(-1)).toContain('more-issues');
  });

  it('refuses XML that is nested without end, and entities', async () => {
    const deep = await bianzu(['decode', '-'], { input: '<a>'.repeat(50_000) });
    expect(deep).toMatchObject({ exitCode: 1 });
    expect(deep.err).toContain('input-too-deep');
    const entities = await bianzu(['decode', '-'], { input: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' });
    expect(entities.err).toContain('xml-doctype-not-allowed');
  });

  it('never lets a value play with the terminal', async () => {
    const input = JSON.stringify({ 'na\u001b[2Jme': 'va\u009b31mlue\u202e' });
    const { out } = await bianzu(['decode', '-'], { input });
    expect(out).toBe('json utf-8\n  na\\u001b[2Jme = "va\\u009b31mlue\\u202e"\n');
  });

  it('keeps members called __proto__ to themselves', async () => {
    const input = '{"__proto__":{"polluted":true},"constructor":1}';
    const ended = await bianzu(['decode', '-', '--json'], { input });
    expect(JSON.parse(ended.out)).toHaveProperty('constructor', 1);
  });

  it.each([
    ['no-such-file.xml', 'no-such-file.xml cannot be read: there is no such file.\n'],
    ['schemas', 'schemas cannot be read: it is a folder, not a file.\n'],
  ])('says what is wrong with the file name %s', async (file, err) => {
    for (const command of ['decode', 'validate']) {
      expect(await bianzu([command, file])).toEqual(expect.objectContaining({ exitCode: 2, out: '', err }));
    }
  });

  it('tells wrong usage in both languages and ends with 2', async () => {
    expect(await bianzu(['decode'])).toMatchObject({
      exitCode: 2,
      err: "error: missing required argument 'file'\n",
    });
    expect(await bianzu(['decode', '--lang', 'zh'])).toMatchObject({
      exitCode: 2,
      err: '错误：缺少参数“file”。\n',
    });
    expect(await bianzu(['decode', '-', '--limit', '0'], { input: '{}' })).toMatchObject({ exitCode: 2 });
    expect(await bianzu(['decode', '-', '--format', 'constructor'], { input: '{}' })).toMatchObject({
      exitCode: 2,
    });
    expect(await bianzu(['dance'])).toMatchObject({ exitCode: 2 });
  });
});
