import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bianzu, jsonLines } from './bianzu.js';

const iftmin = 'schemas/edifact/samples/iftmin-d00b.edi';
const faulty =
  "UNB+UNOC:3+A+B+261122:0815+1'UNH+1+IFTSTA:D:00B:UN'BGM+44'UNT+9+1'UNH+2+IFTZZZ:D:00B:UN'UNT+2+2'UNZ+2+1'";

describe('EDI on the command line', () => {
  it.each([iftmin, 'schemas/x12/samples/404-004010.edi'])(
    '%s is decoded and encoded to its own bytes',
    async (file) => {
      const json = await bianzu(['decode', file, '--json']);
      const { exitCode, bytes } = await bianzu(['encode', '-'], { input: json.bytes });
      expect(exitCode).toBe(0);
      expect(bytes.equals(readFileSync(file))).toBe(true);
    },
  );

  it('is shown with its envelope, message by message', async () => {
    const { out } = await bianzu(['decode', iftmin, '--positions']);
    expect(out.startsWith('edifact iso-8859-1\n  UNB  @+10\n')).toBe(true);
    expect(out).toContain('edifact iso-8859-1 #1\n  UNH ');
  });

  it('is validated by what each message says it is', async () => {
    const ended = await bianzu(['validate', '-'], { input: faulty });
    expect(ended.exitCode).toBe(1);
    expect(jsonLines(ended)).toEqual([expect.objectContaining({ message: 1, code: 'edi-count-mismatch' })]);
    expect(ended.err).toContain('There is no definition edifact/d00b/IFTZZZ');
    expect(ended.err).toContain('edifact: 2 messages, 1 errors, 0 warnings');
  });

  it('is validated by a guide when asked to', async () => {
    const ended = await bianzu(['validate', iftmin, '--schema', 'edifact/d00b/IFTSTA']);
    expect(jsonLines<{ code: string }>(ended).map(({ code }) => code)).toEqual(['edi-message-unexpected']);
  });
});

describe('bianzu corpus', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    mkdirSync(join(folder, 'wrong'));
    writeFileSync(join(folder, 'iftmin.edi'), readFileSync(iftmin));
    writeFileSync(join(folder, 'wrong/status.edi'), faulty);
    writeFileSync(join(folder, 'notes.txt'), 'no EDI at all');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const quick = ['--every', '100', '--samples', '5', '--damages', '5'];

  it('sums up a folder by its folders, and says what is no EDI', async () => {
    const { exitCode, out, err } = await bianzu(['corpus', folder, ...quick]);
    expect(err).toBe('notes.txt: not EDI\n');
    expect(exitCode).toBe(0);
    const rows = out.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(rows[0]!.slice(0, 6)).toEqual([
      'folder',
      'files',
      'not EDI',
      'interchanges',
      'messages',
      'byte-exact',
    ]);
    expect(rows[1]!.slice(0, 7)).toEqual(['.', '2', '1', '1', '1', '1', '0']);
    expect(rows[2]!.slice(0, 7)).toEqual(['wrong', '1', '0', '1', '2', '1', '1']);
    expect(rows[3]!.slice(0, 7)).toEqual(['total', '3', '1', '2', '3', '2', '1']);
    expect(out).toMatch(/^ +1 +1 {2}edi-count-mismatch$/m);
  });

  it('gives the same for the same seed, as JSON too', async () => {
    const [first, second] = [
      await bianzu(['corpus', folder, '--json', ...quick]),
      await bianzu(['corpus', folder, '--json', ...quick]),
    ];
    const withoutTime = (out: string): string => out.replace(/"ms":\d+/g, '');
    expect(withoutTime(first.out)).toBe(withoutTime(second.out));
    expect(jsonLines(first)).toHaveLength(3);
  });
});
