import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { bianzu, useBuiltCommand } from './bianzu.js';

useBuiltCommand();

const status = 'schemas/canonical/transport-status/1.example.json';
const at = ['--now', '2026-11-22T08:15:00Z'];
const toIftsta = ['--mapping', 'forwarder-edi/transport-status-to-iftsta'];
const iftsta = ['--schema', 'edifact/d00b/IFTSTA'];
const plain = {
  BGM: { C002: { '1001': '23' }, C106: { '1004': 'S1' } },
  CNI: { '1490': '1', STS: { C555: { '4405': '1' } } },
};

describe('bianzu encode, to EDI', () => {
  it('writes a canonical message as the interchange of its destination, which is valid', async () => {
    const { exitCode, bytes, err } = await bianzu([
      'encode',
      status,
      ...toIftsta,
      ...at,
      '--line-break',
      'lf',
    ]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const lines = bytes.toString('latin1').split('\n');
    expect(lines[0]).toMatch(/^UNB\+UNO\w:\d\+BIANZU-RAIL:ZZZ\+FORWARDER-EDI:ZZZ\+(20)?261122:0815\+1\+/);
    expect(lines.at(-2)).toBe("UNZ+1+1'");
    expect(await bianzu(['validate', '-'], { input: bytes })).toMatchObject({ exitCode: 0, out: '' });
  });

  it('writes a structured message, as map gives it, under the numbers, names and separators asked for', async () => {
    const { out } = await bianzu(['map', status, ...toIftsta]);
    const { bytes } = await bianzu(
      [
        ...['encode', '-', ...iftsta, ...at, '--sender', 'ME:14', '--recipient', 'YOU', '--number', '77'],
        ...[
          '--syntax-level',
          'UNOW',
          '--syntax-version',
          '4',
          '--separators',
          ':+?~*',
          '--test',
          '--request',
        ],
      ],
      { input: out },
    );
    const text = bytes.toString('utf8');
    expect(text).toMatch(
      /^UNA:\+\.\?\*~UNB\+UNOW:4\+ME:14\+YOU\+20261122:0815\+77\+\+\+\+1\+\+1~UNH\+77\+IFTSTA:D:00B:UN~/,
    );
    expect(text).toContain('团结村');
    expect(text.endsWith('~UNZ+1+77~')).toBe(true);
  });

  it('takes sender and recipient from the message where it tells them, and several messages in a list', async () => {
    const message = { '@sender': 'RAIL', '@senderQualifier': 'ZZ', ...plain };
    const { out } = await bianzu(['encode', '-', ...iftsta, ...at], {
      input: JSON.stringify([message, message]),
    });
    expect(out).toContain("UNB+UNOC:3+RAIL:ZZ+RECIPIENT+261122:0815+1'UNH+1-1+");
    expect(out).toContain("UNZ+2+1'");
  });

  it('writes X12', async () => {
    const input = JSON.stringify({
      B10: { B1001: '1', B1002: '2', B1003: 'RAIL' },
      LX: { LX01: '1', AT7: { AT701: 'X1', AT702: 'AG' } },
    });
    const { out, err } = await bianzu(
      ['encode', '-', '--schema', 'x12/004010/214', ...at, '--sender', 'ME:02', '--separators', '|~>'],
      { input },
    );
    expect(err).toBe('');
    expect(out).toMatch(
      /^ISA\|00\| {10}\|00\| {10}\|02\|ME {13}\|ZZ\|RECIPIENT {6}\|261122\|0815\|U\|00401\|000000001\|0\|P\|>~GS\|QM\|/,
    );
    expect(await bianzu(['validate', '-'], { input: out })).toMatchObject({ exitCode: 0 });
  });

  it('writes nothing that would be wrong, and says what is', async () => {
    const missing = await bianzu(['encode', '-', ...iftsta], { input: JSON.stringify({ CNI: plain.CNI }) });
    expect(missing).toMatchObject({ exitCode: 1, out: '' });
    expect(missing.err).toContain('BGM');
    const longName = await bianzu(['encode', '-', ...iftsta, '--sender', 'X'.repeat(36)], {
      input: JSON.stringify(plain),
    });
    expect(longName).toMatchObject({ exitCode: 1, out: '' });
    expect(longName.err).toContain('edi-value-too-long');
    const chinese = await bianzu(['encode', status, ...toIftsta, '--syntax-level', 'UNOA'], {});
    expect(chinese).toMatchObject({ exitCode: 1, out: '' });
  });

  it.each([
    [['--separators', '::+?'], '{}', 'cannot be "::+?"'],
    [['--syntax-version', '9'], '{}', 'cannot be "9"'],
    [[], '7', 'is a JSON object'],
  ])('refuses %j with %s', async (options, input, told) => {
    const { exitCode, err } = await bianzu(['encode', '-', ...iftsta, ...options], { input });
    expect(exitCode).toBe(2);
    expect(err).toContain(told);
  });

  it('leaves other mappings to map, and map leaves envelopes to it', async () => {
    const other = await bianzu(['encode', status, '--mapping', 'sys-1/order-to-transport-order']);
    expect(other).toMatchObject({ exitCode: 2, err: expect.stringContaining('bianzu map') });
    const map = await bianzu(['map', status, ...toIftsta, '--format', 'edifact']);
    expect(map).toMatchObject({ exitCode: 2, err: expect.stringContaining('bianzu encode --mapping') });
    expect(readFileSync('docs/cli.md', 'utf8')).toContain(
      '--mapping forwarder-edi/transport-status-to-iftsta',
    );
  });
});
