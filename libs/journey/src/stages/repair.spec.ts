import { describe, expect, it } from '@jest/globals';
import { codecFor, isEdiDocument, type EdiDocument } from '#libs/codecs';
import { issue, toPlainValue, type Issue, type IssueCode } from '#libs/message';
import { isAt, repairsOf, withRepairs } from './repair.js';

const fault = (code: IssueCode, value: string, expected: string, element = 2, component = 1): Issue =>
  issue(code, {}, { value, expected, args: { segmentPosition: 2, element, component } });
const all = {
  'edi-value-too-long': 'repair',
  'edi-value-characters': 'repair',
  'edi-date-invalid': 'repair',
  'code-not-listed': 'repair',
} as const;

function messageOf(text: string): EdiDocument {
  const { document } = codecFor('edifact').decode(Buffer.from(text));
  if (document === undefined || !isEdiDocument(document)) throw new Error('nothing could be read');
  return document;
}

describe('a repair', () => {
  it.each([
    ['blanks', 'edi-value-too-long', 'ABC   ', 'an..3', 'ABC'],
    ['zeros in front of a number', 'edi-value-too-long', '0000012', 'n..4', '12'],
    ['a code in small letters', 'code-not-listed', 'kgm ', '6411', 'KGM'],
    ['a date with hyphens', 'edi-value-too-long', '2026-11-22', 'DT8..8', '20261122'],
    ['a date with hyphens in six digits', 'edi-value-too-long', '2026-11-22', 'DT6', '261122'],
  ] as const)('mends %s', (_, code, value, expected, text) => {
    expect(repairsOf([fault(code, value, expected)], all).map((repair) => repair.text)).toEqual([text]);
  });

  it.each([
    ['an identifier with zeros in front', 'edi-value-too-long', '0000012', 'an..4'],
    ['letters in place of a number', 'edi-value-characters', 'MANY', 'n..8'],
    ['nothing but blanks', 'edi-value-too-long', '     ', 'an..3'],
    ['a date that does not exist', 'edi-date-invalid', '20261345', 'DT8..8'],
  ] as const)('does not guess what is meant by %s', (_, code, value, expected) => {
    expect(repairsOf([fault(code, value, expected)], all)).toEqual([]);
  });

  it('is only made where it was agreed, and of elements only', () => {
    const long = fault('edi-value-too-long', 'ABC   ', 'an..3');
    expect(repairsOf([long], {})).toEqual([]);
    expect(repairsOf([{ ...long, args: {} }], all)).toEqual([]);
  });

  it('changes the value at its place, and nothing else', () => {
    const document = messageOf(
      "UNB+UNOC:3+A+B+261103:1005+1'UNH+1+X:D:96A:UN'GID+1+0012:bg'UNT+3+1'UNZ+1+1'",
    );
    const [count, code] = [
      fault('edi-value-too-long', '0012', 'n..2'),
      fault('code-not-listed', 'bg', '7065', 2, 2),
    ];
    const repaired = withRepairs(document, repairsOf([count, code], all));
    const plain = JSON.stringify(toPlainValue(document.root));
    expect(JSON.stringify(toPlainValue(repaired.root))).toBe(
      plain.replace('"0012"', '"12"').replace('"bg"', '"BG"'),
    );
    expect(repaired.root.children[2]!.position).toEqual(document.root.children[2]!.position);
  });

  it('knows a fault at its own place', () => {
    const [repair] = repairsOf([fault('edi-value-too-long', 'ABC   ', 'an..3')], all);
    expect(isAt(repair!, fault('edi-value-characters', 'ABC', 'an..3'))).toBe(true);
    expect(isAt(repair!, fault('edi-value-characters', 'ABC', 'an..3', 3))).toBe(false);
  });
});
