import { describe, expect, it } from '@jest/globals';
import { edifactCodec } from './edifact.codec.js';

const unb = "UNB+UNOC:3+A+B+261122:0800+7'";
const unz = (count: number): string => `UNZ+${count}+7'`;
const message = (reference: string, type = 'IFTSTA'): string =>
  `UNH+${reference}+${type}:D:00B:UN'BGM+23'UNT+3+${reference}'`;
const group = (reference: string, messages: string, count = 1, type = 'IFTSTA'): string =>
  `UNG+${type}+A+B+261122:0800+${reference}+UN+D:00B'${messages}UNE+${count}+${reference}'`;

/** Code, path, value, expected, and the interchange, group and message that the fault belongs to. */
const faults = (text: string): string[] =>
  edifactCodec.decode(Buffer.from(text)).issues.map(({ code, location, value, expected, args }) => {
    const place = `${args?.['interchange']}.${args?.['group']}.${args?.['message']}`;
    return [code, location.path, value, expected ?? '-', place].join(' ');
  });

describe('the envelope of an interchange', () => {
  it.each([
    ['messages', unb + message('1') + message('2') + unz(2)],
    ['leading zeros in counts', `${unb}${message('1').replace('T+3', 'T+0003')}UNZ+01+7'`],
    ['groups', unb + group('1', message('1') + message('2'), 2) + group('2', message('3')) + unz(2)],
    ['several interchanges', unb + message('1') + unz(1) + unb + message('1') + unz(1)],
    ['an interactive interchange', "UIB+UNOA:3++1'UIH+X:1:1+1'ABC'UIT+1+3'UIZ++1'"],
  ])('has no fault: %s', (_, text) => {
    expect(faults(text)).toEqual([]);
  });

  it.each([
    [
      'wrong count of segments',
      unb + message('1').replace('T+3', 'T+4') + unz(1),
      'edi-count-mismatch UNT 3/0074 4 3 1.0.1',
    ],
    ['no count', unb + message('1').replace('T+3', 'T+') + unz(1), 'edi-count-mismatch UNT 3/0074  3 1.0.1'],
    [
      'other reference of message',
      unb + message('1').replace("3+1'", "3+2'") + unz(1),
      'edi-reference-mismatch UNT 3/0062 2 1 1.0.1',
    ],
    [
      'other reference of interchange',
      `${unb}${message('1')}UNZ+1+8'`,
      'edi-reference-mismatch UNZ/0020 8 7 1.0.0',
    ],
    ['wrong count of messages', unb + message('1') + unz(2), 'edi-count-mismatch UNZ/0036 2 1 1.0.0'],
    [
      'wrong count of groups',
      unb + group('1', message('1') + message('2'), 2) + unz(2),
      'edi-count-mismatch UNZ/0036 2 1 1.0.0',
    ],
    [
      'wrong count in group',
      unb + group('1', message('1'), 5) + unz(1),
      'edi-count-mismatch UNE/0060 5 1 1.1.0',
    ],
    [
      'other reference of group',
      unb + group('1', message('1')).replace("E+1+1'", "E+1+9'") + unz(1),
      'edi-reference-mismatch UNE/0048 9 1 1.1.0',
    ],
    [
      'reference repeated',
      unb + message('1') + message('1') + unz(2),
      'edi-reference-repeated UNH 1/0062 1 - 1.0.2',
    ],
    [
      'group repeated',
      unb + group('1', message('1')) + group('1', message('2')) + unz(2),
      'edi-reference-repeated UNG/0048 1 - 1.2.0',
    ],
    [
      'a message behind groups',
      unb + group('1', message('1')) + message('2') + unz(1),
      'edi-groups-mixed UNH 1 2 - 1.0.2',
    ],
    [
      'a group behind messages',
      unb + message('1') + group('5', message('2')) + unz(1),
      'edi-groups-mixed UNG 5 - 1.0.0',
    ],
    [
      'two types in a group',
      unb + group('1', message('1') + message('2', 'CODECO'), 2) + unz(1),
      'edi-group-types-mixed UNH 1/S009/0065 CODECO IFTSTA 1.1.2',
    ],
    ['an empty group', unb + group('1', '', 0) + unz(1), 'edi-level-empty UNG 1 - 1.1.0'],
    ['an empty interchange', unb + unz(0), 'edi-level-empty UNB 7 - 1.0.0'],
    ['no UNB', message('1') + message('2'), 'edi-header-missing UNH UNH UNB 1.0.0'],
    ['no UNZ', unb + message('1'), 'edi-trailer-missing UNZ 7 UNZ 1.0.0'],
    ['no UNT', `${unb}UNH+1+X'BGM+23'${unz(1)}`, 'edi-trailer-missing UNT 3 1 UNT 1.0.1'],
    [
      'no UNE',
      unb + group('1', message('1')).replace(/UNE.*/, '') + unz(1),
      'edi-trailer-missing UNE 1 UNE 1.1.0',
    ],
    [
      'segments between messages',
      `${unb}BGM+1'FTX+2'${message('1')}${unz(1)}`,
      'edi-segment-misplaced BGM BGM - 1.0.0',
    ],
    ['UNT without UNH', `${unb}${message('1')}UNT+1+1'${unz(1)}`, 'edi-segment-misplaced UNT UNT - 1.0.0'],
    ['UNE without UNG', `${unb}${message('1')}UNE+1+1'${unz(1)}`, 'edi-segment-misplaced UNE UNE - 1.0.0'],
    ['a bad tag', `${unb}UNH+1+X'b?'m+1'UNT+3+1'${unz(1)}`, "edi-tag-malformed ? 2 b?'m - 1.0.1"],
    [
      'a nesting indication',
      `${unb}UNH+1+X'RFF:1:2+1'UNT+3+1'${unz(1)}`,
      'edifact-nesting RFF 2 :1:2 - 1.0.1',
    ],
    ['no terminator', `${unb}${message('1')}UNZ+1+7`, 'edi-terminator-missing UNZ UNZ - 1.0.0'],
  ])('%s', (_, text, fault) => {
    expect(faults(text)).toEqual([fault]);
  });

  it('is told apart for every interchange of a file', () => {
    expect(faults(unb + message('1') + unb + message('1') + unz(3))).toEqual([
      'edi-trailer-missing UNZ 7 UNZ 1.0.0',
      'edi-count-mismatch UNZ/0036 3 1 2.0.0',
    ]);
  });

  it('has all its faults reported at once, in the order of the file', () => {
    expect(
      faults(`${unb}UNH+1+X'BGM'UNH+1+Y'UNT+9+3'UNZ+1+0'`).map((fault) => fault.split(' ', 2).join(' ')),
    ).toEqual([
      'edi-trailer-missing UNT',
      'edi-reference-repeated UNH',
      'edi-count-mismatch UNT',
      'edi-reference-mismatch UNT',
      'edi-count-mismatch UNZ/0036',
      'edi-reference-mismatch UNZ/0020',
    ]);
  });
});
