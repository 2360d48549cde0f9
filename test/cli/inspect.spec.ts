import { describe, expect, it } from '@jest/globals';
import { bianzu, bianzuProcess, useBuiltCommand } from './bianzu.js';

useBuiltCommand();

const iftmin = 'schemas/edifact/samples/iftmin-d00b.edi';
const x404 = 'schemas/x12/samples/404-004010.edi';
const faulty = [
  "UNB+UNOC:3+A:14+B:ZZ+261122:0815+R1'UNH+1+IFTMIN:D:00B:UN'BGM+340+X+9'DTM+137:20261322:102'",
  "XXX+1'GID+1+40:PX'UNT+9+1'UNH+2+IFTZZZ:D:01B:UN'BGM+340'UNT+3+2'UNZ+3+R1'",
].join('');

describe('bianzu inspect', () => {
  it('shows segments in their groups, with names, values and what they mean', async () => {
    const { exitCode, out } = await bianzu(['inspect', iftmin]);
    expect(exitCode).toBe(0);
    expect(out).toContain(
      'interchange 1 · FW26112200001 · FORWARDER1 (14) → BIANZU-RAIL (ZZ) · 2026-11-22 08:15',
    );
    expect(out).toContain('message 1 · 1 · IFTMIN D 00B UN');
    expect(out).toMatch(/^ {7}┌ SG11\n {4}11 {3}NAD {2}party$/m);
    expect(out).toMatch(/3035 +party role +CZ {2}consignor$/m);
    expect(out).toMatch(/C507\/2380 +date or time +20261125 {2}2026-11-25$/m);
    expect(out).toMatch(/C174\/6314 +value +24500 {2}24,500 kilogram$/m);
    expect(out).toMatch(
      /^summary: 1 interchanges, 0 groups, 1 messages, 24 segments, 675 bytes; 0 errors, 0 warnings$/m,
    );
    // a pipe gets no colours
    expect(out).not.toContain('\u001b');
  });

  it('speaks Chinese when asked to', async () => {
    const { out } = await bianzu(['inspect', x404, '--language', 'zh']);
    expect(out).toContain('交易集 1 · 0001 · 404 004010');
    expect(out).toMatch(/N101 +当事人角色 +CN {2}收货人$/m);
    expect(out).toMatch(/^合计: 交换 1，分组 1，报文 1，段 21，/m);
  });

  it('tells faults under what they are about, and what is missing where it is missed', async () => {
    const { exitCode, out } = await bianzu(['inspect', '-'], { input: faulty });
    expect(exitCode).toBe(1);
    const lines = out.split('\n').map((line) => line.trim());
    const behind = (start: string): string => lines[lines.findIndex((line) => line.startsWith(start)) + 1]!;
    expect(behind('4 XXX')).toMatch(/^\?1 +1$/);
    expect(out).toMatch(/\?1 +1\n +! error edi-segment-not-in-message/);
    expect(out).toMatch(/0074 +number of segments +9\n +! error edi-count-mismatch: .*there are 6\.$/m);
    expect(out).toMatch(/! error edi-group-missing: .*SG11.*\n +┌ SG18\n +5 +GID/);
    expect(out).toMatch(/0036 +count +3\n +! error edi-count-mismatch/);
    expect(out).toContain('no definition: only the syntax is checked');
  });

  it('shows one message by itself, or the first ones', async () => {
    const second = await bianzu(['inspect', '-', '--message', '2'], { input: faulty });
    expect(second.out).toContain('interchange 1 · R1');
    expect(second.out).toContain('message 2 · 2');
    expect(second.out).not.toContain('message 1');
    const first = await bianzu(['inspect', '-', '--limit', '1'], { input: faulty });
    expect(first.out).toContain('message 1');
    expect(first.out).not.toContain('message 2 ·');
    expect(first.out).toContain('(what follows was not read)');
  });

  it('reads on through damage, and never lets a value play with the terminal', async () => {
    const input = `${faulty.slice(0, 90)}\u001b[2J${faulty.slice(90, 140)}`;
    const { exitCode, out, err } = await bianzu(['inspect', '-'], { input });
    expect(exitCode).toBe(1);
    expect(out).toContain('edi-trailer-missing');
    expect(out).not.toContain('\u001b');
    expect(err).toBe('');
  });

  it('says what it was given when that is no EDI', async () => {
    expect(await bianzu(['inspect', '-'], { input: '<a/>' })).toMatchObject({ exitCode: 2, out: '' });
    const rubbish = await bianzu(['inspect', '-'], { input: Buffer.from([0, 255, 1, 254, 7, 130, 9]) });
    expect(rubbish).toMatchObject({ exitCode: 1, out: '' });
    expect(rubbish.err).toContain('format-unknown');
  });

  it('prints a long interchange in little memory', async () => {
    const message = (number: number): string =>
      `UNH+${number}+IFTSTA:D:00B:UN'BGM+44+${'x'.repeat(30)}'UNT+3+${number}'`;
    const input = `UNB+UNOC:3+A+B+261122:0815+1'${Array.from({ length: 30_000 }, (_, at) => message(at + 1)).join('')}UNZ+30000+1'`;
    const nodeOptions = ['--max-old-space-size=64'];
    const { out } = await bianzuProcess(['inspect', '-'], nodeOptions, input);
    expect(out).toMatch(/^summary: 1 interchanges, 0 groups, 30000 messages/m);
  });
});
