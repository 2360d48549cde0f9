import { describe, expect, it } from '@jest/globals';
import { bianzu, jsonLines, useBuiltCommand } from './bianzu.js';

useBuiltCommand();

interface Told {
  readonly code: string;
  readonly severity: string;
}

const sender = ['--sender', 'forwarder-edi'];
const message = (number: number, directory: string, count: number, container: string): string =>
  [
    `UNH+${number}+IFTMIN:D:${directory}:UN`,
    ...['BGM+610+S1+9', 'DTM+137:20261103:102', 'TSR+36', 'LOC+5+PTF', 'LOC+8+TQW', 'TDT+20++2'],
    ...['NAD+CZ+++YUBEI GRAIN STORAGE', 'NAD+CN+++BAYU FEED CO LTD', 'GID+1+12:BG', 'MEA+AAE+G+KGM:480'],
    `EQD+CN+${container}+22G1:102:5`,
    `UNT+${count}+${number}'`,
  ].join("'");
const file = (messages: readonly string[], from = 'FORWARDER-EDI:ZZZ'): string =>
  `UNB+UNOC:3+${from}+BIANZU-RAIL:ZZZ+261103:1005+7'${messages.join('')}UNZ+${messages.length}+7'`;
const told = (ended: Parameters<typeof jsonLines>[0]): string[] =>
  jsonLines<Told>(ended).map(({ code, severity }) => `${severity} ${code}`);

describe('EDI of a partner on the command line', () => {
  it('is validated with the tolerance of its agreement, which may be none', async () => {
    const input = file([message(1, '00B', 99, 'CSQU3054383')]);
    expect(told(await bianzu(['validate', '-'], { input }))).toEqual(['error edi-count-mismatch']);
    const agreed = await bianzu(['validate', '-', ...sender], { input });
    expect({ told: told(agreed), exitCode: agreed.exitCode }).toEqual({
      told: ['warning edi-count-mismatch'],
      exitCode: 0,
    });
  });

  it('is refused where there is no agreement, or when another one has sent it', async () => {
    const other = await bianzu(['validate', '-', ...sender], {
      input: file([message(1, '16A', 13, 'CSQU3054383')]),
    });
    expect(told(other)).toContain('error agreement-missing');
    const stranger = await bianzu(['validate', '-', ...sender], { input: file([], 'SOMEBODY') });
    expect(told(stranger)).toContain('error sender-mismatch');
  });

  it('is answered as agreed: accepted by CONTRL, content by APERAK', async () => {
    const at = ['--now', '2026-11-22T08:15:00Z', '--number', '5'];
    const fine = await bianzu(['ack', '-', ...sender, ...at], {
      input: file([message(1, '00B', 99, 'CSQU3054383')]),
    });
    expect(fine.err).toBe('');
    expect(fine.exitCode).toBe(0);
    expect(fine.out).toBe(
      "UNB+UNOC:3+BIANZU-RAIL:ZZZ+FORWARDER-EDI:ZZZ+261122:0815+5'UNH+1+CONTRL:D:3:UN'" +
        "UCI+7+FORWARDER-EDI:ZZZ+BIANZU-RAIL:ZZZ+7'UNT+3+1'UNZ+1+5'",
    );
    const wrong = await bianzu(['ack', '-', ...sender, ...at], {
      input: file([message(1, '16A', 13, 'CSQU3054383')]),
    });
    expect(wrong.exitCode).toBe(1);
  });

  it('says who the partners are when there is no such one', async () => {
    const { exitCode, err } = await bianzu(['ack', '-', '--sender', 'nobody'], { input: file([]) });
    expect(exitCode).toBe(2);
    expect(err).toContain('forwarder-edi');
    const { err: noEdi } = await bianzu(['validate', '-', '--sender', 'sys-1'], { input: file([]) });
    expect(noEdi).toContain('EDI is not agreed on with "sys-1"');
  });
});
