import { describe, expect, it } from '@jest/globals';
import { describeIssue, fromPlainValue, toPlainValue } from '#libs/message';
import { codecs, encodeText, type CsvOptions, type Part } from '../index.js';

const { csv } = codecs;

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function split(bytes: Uint8Array, options: CsvOptions = {}, size = 5): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of csv.split!(inChunks(bytes, size), options)) parts.push(part);
  return parts;
}

const readPart = (part: Part, options: CsvOptions = {}): { value: unknown; issues: string[] } => {
  const { document, issues } = csv.decode(part.bytes, { ...options, ...part.context });
  return {
    value: document && toPlainValue(document.root),
    issues: issues.map((fault) => describeIssue(fault, 'en')),
  };
};
const faults = (text: string, options?: CsvOptions): string[] =>
  csv.decode(Buffer.from(text), options).issues.map((fault) => describeIssue(fault, 'en'));

describe('CSV', () => {
  it('is split into records that can be read alone, with their lines', async () => {
    const text = '\ufeffno,name\r\n1,"a\nb"\r\n\r\n2,c,d\r\n3,e';
    const parts = await split(Buffer.from(text));
    expect(parts.map((part) => [part.sequence, Buffer.from(part.bytes).toString()])).toEqual([
      [1, '1,"a\nb"\r\n'],
      [2, '2,c,d\r\n'],
      [3, '3,e'],
    ]);
    expect(parts[1]!.context).toMatchObject({
      line: 5,
      offset: 23,
      columns: ['no', 'name'],
      charset: 'utf-8',
    });
    expect(readPart(parts[0]!).value).toEqual({ no: '1', name: 'a\nb' });
    expect(readPart(parts[1]!).issues).toEqual(['line 5: The record has 3 columns instead of 2.']);
    expect(readPart(parts[2]!)).toEqual({ value: { no: '3', name: 'e' }, issues: [] });
  });

  it('does not cut characters of GB18030 whose trail bytes look like the delimiter', async () => {
    // 60 characters whose second byte is 7C, the vertical bar
    const tricky = Array.from({ length: 60 }, (_, n) => Buffer.from([0x81 + n, 0x7c]));
    const bytes = Buffer.concat([
      encodeText('a|b\n煤炭运输有限公司|', 'gb18030').bytes,
      ...tricky,
      Buffer.from('\n'),
    ]);
    const [part] = await split(bytes, { delimiter: '|', charset: 'gb18030' });
    const { value, issues } = readPart(part!, { delimiter: '|' });
    expect(issues).toEqual([]);
    expect((value as { b: string }).b).toHaveLength(60);
  });

  it('reads UTF-16, also as a stream', async () => {
    const { bytes } = encodeText('品名,件数\r\n"煤\n炭",3\r\n', 'utf-16le');
    for (const size of [1, 3, 1000]) {
      const [part] = await split(bytes, {}, size);
      expect(readPart(part!)).toEqual({ value: { 品名: '煤\n炭', 件数: '3' }, issues: [] });
    }
  });

  it('limits a quote that is never closed to its line', async () => {
    const text = 'a,b\n1,"x\n2,"y"\n3,z\n';
    expect(faults(text)).toEqual([
      'b, line 2:3: A quote is not closed; the record was taken to end with its line.',
    ]);
    const long = Buffer.from(`a,b\n1,"x\n${'2,y\n'.repeat(5_000)}3,"z"\n`);
    const parts = await split(long, { maxRecordBytes: 1000 }, 65_536);
    expect(parts).toHaveLength(5_002);
    expect(parts.flatMap((part) => readPart(part).issues)).toHaveLength(1);
  });

  it('reports what follows a closing quote', () => {
    expect(faults('a,b\n"x"y,2\n')).toEqual([
      'a, line 2:1: The closing quote is followed by "y" instead of a delimiter or the end of the line.',
    ]);
  });

  it('takes no header of more columns, or longer, than anybody has', async () => {
    for (const header of [','.repeat(200_000), `a,${'x'.repeat(11_000)}`]) {
      const parts = await split(Buffer.from(`${header}\n1,2\n`), {}, 65_536);
      expect(parts[0]).toMatchObject({ sequence: 0, issues: [{ code: 'check-limit' }] });
      expect(parts[1]!.context).toMatchObject({ columns: [] });
    }
    const wide = Array.from({ length: 1_000 }, (_, at) => `c${at}`).join(',');
    expect(faults(`${wide}\n${wide}\n`)).toEqual([]);
  });

  it('tells a hundred faults of one record, and no more', () => {
    expect(faults(`a\n${'"x"y,'.repeat(200_000)}\n`).length).toBeLessThanOrEqual(101);
  });

  it('cuts a record that is too long and goes on with the next line', async () => {
    const bytes = Buffer.from(`a,b\n1,${'x'.repeat(300_000)}\n2,y\n`);
    const parts = await split(bytes, { maxRecordBytes: 1000 }, 4096);
    expect(parts.map((part) => [part.bytes.length, part.issues.map(({ code }) => code)])).toEqual([
      [1000, ['record-too-long']],
      [4, []],
    ]);
    expect(readPart(parts[1]!).value).toEqual({ a: '2', b: 'y' });
    expect(parts[1]!.context).toMatchObject({ line: 3 });
  });

  it('tells of a wrong charset and of a bad header once, in a part without a record', async () => {
    const parts = await split(encodeText('品名,品名,\n煤,1,2\n', 'utf-8').bytes, { charset: 'gb18030' });
    expect(parts.map((part) => [part.sequence, part.issues.map(({ code }) => code)])).toEqual([
      [0, ['charset-mismatch']],
      [0, ['csv-header-repeated', 'csv-header-repeated']],
      [1, []],
    ]);
    expect(readPart(parts[2]!)).toEqual({
      value: { 品名: '煤', 'column-2': '1', 'column-3': '2' },
      issues: [],
    });
  });

  it('decides the charset when the first character outside ASCII comes late', async () => {
    const head = `a,b\n${'1,x\n'.repeat(40_000)}`;
    const parts = await split(encodeText(`${head}2,煤炭运输\n`, 'gb18030').bytes, {}, 65_536);
    expect(readPart(parts.at(-1)!)).toEqual({ value: { a: '2', b: '煤炭运输' }, issues: [] });
  });

  it('locates invalid bytes in the whole file', async () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\n1,x\n2,'),
      Buffer.from([0xff]),
      encodeText('中文字符\n', 'utf-8').bytes,
    ]);
    const parts = await split(bytes, { charset: 'utf-8' });
    const { issues } = csv.decode(parts[1]!.bytes, parts[1]!.context);
    expect(issues).toMatchObject([{ code: 'charset-invalid', location: { line: 3, offset: 10 } }]);
  });

  it('has exactly one record, or several in a root of their own', () => {
    const columns = ['a', 'b'];
    expect(csv.decode(Buffer.from('1,2'), { columns }).document!.root.name).toBe('record');
    expect(csv.decode(Buffer.from('1,2\n3,4'), { columns }).document!.root.name).toBe('records');
    expect(csv.decode(Buffer.from('a,b\n1,2')).document!.root.name).toBe('records');
    expect(
      csv.decode(Buffer.from('note\na,b\n1,2'), { headerLines: 2 }).document!.root.children,
    ).toHaveLength(1);
  });

  it('is written with as few quotes as possible, and without formulas if wanted', () => {
    const root = fromPlainValue(
      [
        { a: '=1+1', b: '-5' },
        { a: 'x,"y"', b: '' },
      ],
      'record',
    );
    const write = (options: CsvOptions): string =>
      Buffer.from(csv.encode({ format: 'csv', charset: 'utf-8', root }, options).bytes).toString();
    expect(write({ guardFormulas: true })).toBe('a,b\r\n\'=1+1,-5\r\n"x,""y""",\r\n');
    expect(write({ bom: true, lineEnd: '\n', columns: ['b'], headerLines: 1 })).toBe('\ufeffb\n-5\n""\n');
  });

  it('reports what it cannot write', () => {
    const root = fromPlainValue({ a: '王𠮷', c: '1' }, 'record');
    const { issues } = csv.encode({ format: 'csv', charset: 'gbk', root }, { columns: ['a'] });
    expect(issues.map(({ code, value }) => `${code} ${value}`)).toEqual([
      'element-unexpected c',
      'character-not-encodable 𠮷',
    ]);
    expect(() => csv.encode({ format: 'csv', charset: 'gbk', root }, { delimiter: '||' })).toThrow(
      'delimiter',
    );
  });
});
