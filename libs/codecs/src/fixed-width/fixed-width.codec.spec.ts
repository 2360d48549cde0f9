import { describe, expect, it } from '@jest/globals';
import { describeIssue, fromPlainValue, toPlainValue } from '#libs/message';
import { codecs, encodeText, type FixedWidthOptions, type Part } from '../index.js';

const codec = codecs['fixed-width'];
const options: FixedWidthOptions = {
  charset: 'gb18030',
  records: [
    {
      name: 'head',
      role: 'header',
      when: { start: 1, length: 1, value: 'H' },
      columns: [{ name: 'date', start: 2, length: 8 }],
    },
    {
      name: 'line',
      when: { start: 1, length: 1, value: 'D' },
      columns: [
        { name: 'no', start: 2, length: 4 },
        { name: 'name', start: 6, length: 6 },
        { name: 'weight', start: 12, length: 4, align: 'right', pad: '0' },
      ],
    },
    {
      name: 'tail',
      role: 'trailer',
      when: { start: 1, length: 1, value: 'T' },
      count: 'count',
      columns: [{ name: 'count', start: 2, length: 3, align: 'right', pad: '0' }],
    },
  ],
};

async function split(text: string, charset = 'gb18030'): Promise<Part[]> {
  const { bytes } = encodeText(text, charset);
  const parts: Part[] = [];
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  }
  for await (const part of codec.split!(chunks(), options)) parts.push(part);
  return parts;
}
const summary = (part: Part): unknown[] => [
  part.sequence,
  part.issues.map((fault) => describeIssue(fault, 'en')),
];

describe('fixed-width', () => {
  it('is split into its details; header and trailer belong to the file', async () => {
    const parts = await split('H20261122\r\nD0001煤炭  0120\r\nD0002焦炭  0000\r\nT002\r\n');
    expect(parts.map(summary)).toEqual([
      [1, []],
      [2, []],
    ]);
    const { document, issues } = codec.decode(parts[1]!.bytes, { ...options, ...parts[1]!.context });
    expect(issues).toEqual([]);
    expect(toPlainValue(document!.root)).toEqual({
      '@record': 'line',
      no: '0002',
      name: '焦炭',
      weight: '0',
    });
    expect(document!.root.position).toMatchObject({ line: 3 });
  });

  it('tells of a trailer that counts otherwise, and of a header that is too short', async () => {
    const parts = await split('H2026\nD0001煤炭  0120\nT002\n');
    expect(parts.map(summary)).toEqual([
      [0, ['line 1: The record has a length of 5 instead of 9 (head).']],
      [1, []],
      [0, ['count, line 3:2: The trailer speaks of 2 detail records, but there are 1.']],
    ]);
  });

  it('hands on lines that it does not know, for decode to report', async () => {
    const [part] = await split('X0001\n');
    const { document, issues } = codec.decode(part!.bytes, { ...options, ...part!.context });
    expect(document).toBeUndefined();
    expect(issues).toMatchObject([
      { code: 'record-type-unknown', value: 'X0001', expected: 'H (head), D (line), T (tail)' },
    ]);
  });

  it('counts characters where that was agreed', () => {
    const inCharacters: FixedWidthOptions = {
      unit: 'characters',
      records: [
        {
          name: 'r',
          columns: [
            { name: 'a', start: 1, length: 3 },
            { name: 'b', start: 4, length: 2 },
          ],
        },
      ],
    };
    const { bytes } = encodeText('𠮷野家12\r\n', 'utf-8');
    const { document, issues } = codec.decode(bytes, inCharacters);
    expect(issues).toEqual([]);
    expect(toPlainValue(document!.root)).toEqual({ a: '𠮷野家', b: '12' });
    expect(Buffer.from(codec.encode(document!, inCharacters).bytes)).toEqual(Buffer.from(bytes));
  });

  it('cuts what does not fit between characters, and reports it', () => {
    const root = fromPlainValue(
      { no: '00012', name: '郑州煤电', weight: '5', extra: '1', 'no one': '' },
      'record',
    );
    const { bytes, issues } = codec.encode({ format: 'json', charset: 'gb18030', root }, options);
    expect(Buffer.from(bytes)).toEqual(Buffer.from(encodeText('D0001郑州煤0005\r\n', 'gb18030').bytes));
    expect(issues.map(({ code, location }) => `${code} ${location.path}`)).toEqual([
      'element-unexpected /extra',
      'element-unexpected /no one',
      'column-too-wide /no',
      'column-too-wide /name',
    ]);
  });

  it('cannot be read without its layout', () => {
    expect(() => codec.decode(Buffer.from('x'))).toThrow('records');
  });
});
