import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  fromPlainValue,
  openNode,
  valueNode,
  type Document,
  type DocumentNode,
  type Issue,
} from '#libs/message';
import { TableSchema } from './table-schema.js';

function compile(yaml: string): ReturnType<typeof TableSchema.compile> {
  const file = join(mkdtempSync(join(tmpdir(), 'bianzu-table-')), 'a.table.yaml');
  writeFileSync(file, yaml);
  return TableSchema.compile(file);
}

function record(columns: Record<string, string>, line = 7): Document {
  const root = openNode('object', 'record', undefined, { line, column: 1 });
  Object.entries(columns).forEach(([name, text], at) => {
    root.children.push(valueNode(name, text, 'string', root, { line, column: 1 + at }));
  });
  return { format: 'csv', charset: 'gb18030', root };
}

function brief({ code, location, value, expected }: Issue): string {
  return `${code} ${location.path}:${location.line}:${location.column} [${value ?? ''}] ${expected ?? ''}`;
}

const parcels = `
format: csv
charset: gb18030
delimiter: '|'
columns:
  - { name: 运单号, zh: 运单号, en: waybill number, required: true, pattern: '[A-Z]{2}\\d{4}' }
  - { name: 收货人, required: true, minLength: 2, maxLength: 4 }
  - { name: 件数, type: integer, min: 1, max: 999 }
  - { name: 重量, type: decimal, min: 0, max: 35.5, decimals: 2 }
  - { name: 受理日期, type: date, format: yyyyMMdd, min: '20200101' }
  - { name: 时间, type: time, format: HHmm }
  - { name: 方式, enum: [整车, 集装箱] }
`;

describe('a table of CSV columns', () => {
  const { schema, problems } = compile(parcels);
  const good = {
    运单号: 'AB1234',
    收货人: '铁路局',
    件数: '3',
    重量: '35.50',
    受理日期: '20240229',
    时间: '2359',
    方式: '整车',
  };

  it('accepts a good record, and gives its codec what it needs', () => {
    expect(problems).toEqual([]);
    expect(schema!.validate(record(good))).toEqual([]);
    expect(schema!.codec()).toEqual({ format: 'csv', options: { charset: 'gb18030', delimiter: '|' } });
  });

  it('names its columns to the codec when the file has no header line', () => {
    const { schema: bare } = compile('format: csv\nheaderLines: 0\ncolumns: [{ name: a }, { name: b }]');
    expect(bare!.codec().options).toEqual({ headerLines: 0, columns: ['a', 'b'] });
  });

  it('reports every fault of a record at its column', () => {
    const bad = {
      运单号: 'x',
      收货人: '𠮷',
      件数: '1000',
      重量: '36.123',
      受理日期: '20230229',
      时间: '2560',
      方式: '飞机',
      备注: '',
    };
    expect(schema!.validate(record(bad)).map(brief)).toEqual([
      'value-pattern 运单号:7:1 [x] [A-Z]{2}\\d{4}',
      'value-length 收货人:7:2 [𠮷] ≥ 2, ≤ 4',
      'value-range 件数:7:3 [1000] ≤ 999',
      'value-length 重量:7:4 [36.123] ≤ 2 (decimals)',
      'value-range 重量:7:4 [36.123] ≤ 35.5',
      'date-impossible 受理日期:7:5 [20230229] yyyyMMdd',
      'date-impossible 时间:7:6 [2560] HHmm',
      'value-not-allowed 方式:7:7 [飞机] 整车, 集装箱',
      'element-unexpected 备注:7:8 [备注] 运单号 | 收货人 | 件数 | 重量 | 受理日期 | 时间 | 方式',
    ]);
  });

  it('misses required columns that are empty or not there, and takes a wrong type as one fault', () => {
    expect(
      schema!.validate(record({ 收货人: ' ', 件数: 'two', 重量: '1e5', 受理日期: 'soon' })).map(brief),
    ).toEqual([
      'value-type 件数:7:2 [two] integer',
      'value-type 重量:7:3 [1e5] decimal',
      'value-pattern 受理日期:7:4 [soon] yyyyMMdd',
      'element-missing 运单号:7:1 [] 运单号',
      'element-missing 收货人:7:1 [] 收货人',
    ]);
  });

  it('speaks of every record of a file', () => {
    const root = openNode('object', 'records');
    for (const line of [2, 3]) root.children.push(record({ ...good, 件数: 'x' }, line).root);
    const issues = schema!.validate({ format: 'csv', charset: 'gb18030', root });
    expect(issues.map(({ location }) => location.line)).toEqual([2, 3]);
  });
});

const wagons = `
format: fixed-width
unit: bytes
records:
  - name: wagon
    when: { start: 1, length: 1, value: D }
    columns:
      - { name: 类型, start: 1, length: 1 }
      - { name: 重量, start: 2, length: 8, align: right, pad: '0', type: decimal, required: true }
  - name: trailer
    role: trailer
    count: 件数
    when: { start: 1, length: 1, value: T }
    columns: [{ name: 件数, start: 2, length: 6, type: integer }, { name: 合计, start: 8, length: 9, type: decimal }]
totals: [{ record: trailer, column: 合计, sum: 重量 }]
`;

describe('a table of fixed-width records', () => {
  const { schema, problems } = compile(wagons);
  const file = (...records: Record<string, string>[]): Document => {
    const root = fromPlainValue({ record: records });
    const children: readonly DocumentNode[] = root.children[0]!.children;
    return { format: 'fixed-width', charset: 'gb18030', root: { kind: 'object', name: 'records', children } };
  };

  it('gives its codec the layout of each kind of line', () => {
    expect(problems).toEqual([]);
    expect(schema!.codec().options).toMatchObject({
      unit: 'bytes',
      records: [
        {
          name: 'wagon',
          when: { value: 'D' },
          columns: [{ name: '类型' }, { name: '重量', start: 2, length: 8, align: 'right', pad: '0' }],
        },
        { name: 'trailer', role: 'trailer', count: '件数' },
      ],
    });
  });

  it('checks each kind of record by its own columns', () => {
    expect(
      schema!
        .validate(file({ '@record': 'wagon', 重量: '' }, { '@record': 'trailer', 件数: 'x' }))
        .map(({ code }) => code),
    ).toEqual(['element-missing', 'value-type']);
  });

  it('adds up the records exactly and compares with the trailer', () => {
    const records = [
      { '@record': 'wagon', 重量: '0.1' },
      { '@record': 'wagon', 重量: '0.2' },
    ];
    expect(schema!.validate(file(...records, { '@record': 'trailer', 合计: '0.30' }))).toEqual([]);
    expect(schema!.validate(file(...records, { '@record': 'trailer', 合计: '0.4' }))).toEqual([
      expect.objectContaining({ code: 'total-mismatch', value: '0.4', expected: '0.3' }),
    ]);
  });
});

describe('a wrong table file', () => {
  it.each([
    ['format: csv\ncolumns:\n - { name: a, tpye: text }', 3, 'did you mean "type"'],
    ['format: cvs\ncolumns: [{ name: a }]', 1, 'did you mean "csv"'],
    ['format: csv\ncolumns:\n - name: a\n   type: int', 4, 'must be one of text, integer'],
    ['format: csv\ncolumns:\n - { name: a, format: yyyyMMdd }', 3, 'is for columns of type date'],
    ['format: csv\ncolumns:\n - { name: a }\n - { name: a }', 4, 'twice'],
    ['format: fixed-width\ncolumns:\n - { name: a }', 3, 'needs start and length'],
    ['format: csv\nrecords: [{ name: r, columns: [{ name: a }] }]', 1, 'has columns'],
    ['format: csv\ncolumns:\n - name: a\n   type: integer\n   min: x', 5, 'is no value of type integer'],
    [wagons.replace('sum: 重量', 'sum: 重'), 15, 'there is no column "重"'],
  ])('is a problem with its line: %j', (yaml, line, text) => {
    const { schema, problems } = compile(yaml);
    expect(schema).toBeUndefined();
    expect(problems.map((problem) => problem.message.en).join('\n')).toContain(text);
    expect(problems.map((problem) => problem.line)).toContain(line);
  });
});
