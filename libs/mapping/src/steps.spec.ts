import { describe, expect, it } from '@jest/globals';
import { compileExample, runExample, valueOf } from './testing/run-example.js';

const values = (rule: string, texts: readonly string[]): unknown[] =>
  texts.map((a) => {
    const { x, issues } = valueOf(rule, { a });
    return issues[0] ?? x;
  });

describe('types', () => {
  it('keep the digits of decimals', () => {
    const { documents } = runExample(compileExample('map: { x: { from: a, as: decimal } }'), { a: '1.10' });
    expect(documents[0]!.document.root.children[0]).toMatchObject({ text: '1.10', type: 'number' });
    expect(values('{ from: a, as: decimal }', ['+.5', '1e3', '1,5', '0x10', 'NaN', '1e999'])).toEqual([
      0.5,
      1000,
      'value-not-convertible /a',
      'value-not-convertible /a',
      'value-not-convertible /a',
      'value-not-convertible /a',
    ]);
    expect(values('{ from: a, as: integer }', ['012', '12.0', '1.5'])).toEqual([
      12,
      12,
      'value-not-convertible /a',
    ]);
    expect(values('{ from: a, as: boolean, yes: [是] }', ['是', '0', '1'])).toEqual([
      true,
      false,
      'value-not-convertible /a',
    ]);
  });
});

describe('numbers of EDIFACT', () => {
  const number = (text: string): unknown => {
    const mapping = compileExample(
      'from: { format: edifact }\nmap: { x: { from: a, as: decimal }, y: { sum: a }, z: { from: a, unit: TNE, to: KGM } }',
    );
    const { documents, issues } = runExample(mapping, { M: { a: text } });
    return issues.length > 0 ? issues.length : documents[0]?.document.root.children.map((node) => node.text);
  };

  it('have a point or a comma for the decimal mark', () => {
    expect(number('8955,2')).toEqual(['8955.2', '8955.2', '8955200']);
    expect(number('8955.2')).toEqual(['8955.2', '8955.2', '8955200']);
  });

  it('have no marks between thousands', () => {
    expect(number('1,234.5')).toBe(3);
    expect(number('1,234,567')).toBe(3);
  });
});

describe('dates', () => {
  it('are read by pattern and written as ISO 8601', () => {
    expect(values('{ from: a, as: dateTime, format: yyyyMMddHHmm }', ['202603150830', '2026031508'])).toEqual(
      ['2026-03-15T08:30:00+08:00', 'value-not-convertible /a'],
    );
    expect(
      values("{ from: a, as: date, format: [\"yyyy'年'M'月'd'日'\", yyMMdd] }", [
        '2026年3月5日',
        '260305',
        '260230',
      ]),
    ).toEqual(['2026-03-05', '2026-03-05', 'date-impossible /a']);
    expect(values('{ from: a, as: time, format: HHmm }', ['0830', '2460'])).toEqual([
      '08:30:00',
      'date-impossible /a',
    ]);
  });

  it('take their format from the message, as EDIFACT 2379 does', () => {
    expect(valueOf('{ from: d, as: dateTime, format: /f }', { d: '202603150830', f: '203' }).x).toBe(
      '2026-03-15T08:30:00+08:00',
    );
    const withZone = '{ from: a, as: dateTime, format: "303" }';
    expect(values(withZone, ['202603150830UTC', '202603150830+09', '202603150830CST'])).toEqual([
      '2026-03-15T08:30:00Z',
      '2026-03-15T08:30:00+09:00',
      'value-not-convertible /a',
    ]);
    expect(valueOf('{ from: d, as: dateTime, format: { from: f } }', { d: '2026', f: '999' }).issues).toEqual(
      ['value-not-convertible /d'],
    );
  });

  it('keep the offset that they have, and convert when a zone is asked for', () => {
    expect(
      values('{ from: a, as: dateTime }', ['2026-03-15T08:30:00.5-05:00', '2026-03-15 08:30', '2026-03-15']),
    ).toEqual(['2026-03-15T08:30:00.500-05:00', '2026-03-15T08:30:00+08:00', 'value-not-convertible /a']);
    expect(values('{ from: a, as: dateTime, toZone: UTC }', ['2026-03-15T00:30:00+08:00'])).toEqual([
      '2026-03-14T16:30:00Z',
    ]);
    expect(values('{ from: a, as: date }', ['2026-03-14T16:30:00Z'])).toEqual(['2026-03-15']);
    expect(values('{ from: a, as: dateTime, output: yyyyMMddHHmmss }', ['2026-03-14T16:30:00Z'])).toEqual([
      '20260315003000',
    ]);
  });

  it('know daylight saving: a time that a clock left out is impossible, one shown twice is the earlier', () => {
    const rule = '{ from: a, as: dateTime, zone: Europe/Berlin }';
    expect(values(rule, ['2024-03-31T02:30:00', '2024-10-27T02:30:00', '2024-07-01T00:00:00'])).toEqual([
      'date-impossible /a',
      '2024-10-27T02:30:00+02:00',
      '2024-07-01T00:00:00+02:00',
    ]);
  });

  it('know leap years and midnight at the end of a day', () => {
    expect(values('{ from: a, as: dateTime }', ['2023-02-29T00:00:00', '2024-02-29T24:00:00'])).toEqual([
      'date-impossible /a',
      '2024-03-01T00:00:00+08:00',
    ]);
  });
});

describe('units and rounding', () => {
  it('convert by exact factors', () => {
    expect(valueOf('{ from: a, unit: u, to: KGM }', { a: '60.123', u: 'TNE' }).x).toBe(60123);
    expect(valueOf('{ from: a, unit: LBR, to: KGM }', { a: '0.1' }).x).toBe(0.045359237);
    expect(valueOf('{ from: a, unit: FAH, to: CEL }', { a: '-4' }).x).toBe(-20);
    expect(valueOf('{ from: a, unit: FAH, to: CEL, round: 1 }', { a: '75' }).x).toBe(23.9);
    expect(valueOf('{ from: a, unit: KEL, to: CEL }', { a: '273.15' }).x).toBe(0);
    expect(valueOf('{ from: a, unit: CEL, to: FAH }', { a: '100' }).x).toBe(212);
    expect(valueOf('{ from: a, unit: CEL, to: CEL }', { a: '-018' }).x).toBe(-18);
    expect(valueOf('{ from: a, unit: u, to: KGM }', { a: '1', u: 'XXX' }).issues).toEqual([
      'code-not-listed /u',
    ]);
    expect(valueOf('{ from: a, unit: u, to: KGM }', { a: '1', u: 'LTR' }).issues).toEqual([
      'value-not-convertible /u',
    ]);
    expect(valueOf('{ from: a, unit: u, to: KGM }', { a: '1' }).issues).toEqual(['source-missing /a']);
  });

  it('round as they are told, and lose no digits unasked', () => {
    expect(values('{ from: a, round: 0 }', ['2.5', '-2.5'])).toEqual([3, -3]);
    expect(values('{ from: a, round: { places: 0, mode: half-even } }', ['2.5', '3.5'])).toEqual([2, 4]);
    expect(values("{ from: a, output: '000.00' }", ['2.5', '-1', '1.234'])).toEqual([
      '002.50',
      '-001.00',
      'value-not-convertible /a',
    ]);
  });
});

describe('codes', () => {
  const code = (rule: string, a: string): { x: unknown; issues: string[] } =>
    valueOf(`{ from: a, code: ${rule} }`, { a });

  it('are looked up in both directions', () => {
    expect(code('{ list: stations }', 'CDW').x).toBe('CDW');
    expect(code('{ list: stations, from: partner }', 'A1').x).toBe('CDW');
    expect(code('{ list: stations, by: [tmis, zh] }', '成都').x).toBe('CDW');
    expect(code('{ list: stations, to: partner }', 'CDW').x).toBe('成');
    expect(code('{ list: stations, by: tmis, give: zh }', '30062').x).toBe('成都');
    expect(code('{ list: stations, from: sys-1, to: sys-2 }', 'A1').x).toBe('成');
  });

  it('are reported when unknown, unless the rule says what then', () => {
    expect(code('{ list: stations }', 'XXX').issues).toEqual(['code-not-listed /a']);
    expect(code('{ list: stations, onUnknown: keep }', 'XXX')).toEqual({
      x: 'XXX',
      issues: ['code-not-listed /a'],
    });
    expect(code("{ list: stations, onUnknown: '99' }", 'XXX').x).toBe('99');
    expect(
      valueOf('{ from: a, default: none, code: { list: stations, onUnknown: default } }', { a: 'X' }).x,
    ).toBe('none');
  });

  it('must be valid on the day', () => {
    const rule = '{ from: a, code: { list: stations, at: on } }';
    expect(valueOf(rule, { a: 'CQW', on: '2025-06-01T10:00:00Z' }).x).toBe('CQW');
    expect(valueOf(rule, { a: 'CQW', on: '2026-01-01' }).issues).toEqual(['code-not-valid-then /a']);
  });

  it('of an inline table have the same ways out', () => {
    expect(values("{ from: a, table: { '1': x, '2': 5 } }", ['1', '2', 'constructor'])).toEqual([
      'x',
      5,
      'value-not-allowed /a',
    ]);
    expect(values('{ from: a, table: { A: x }, onUnknown: keep }', ['B'])).toEqual(['B']);
  });

  it('with check digits are normalised and checked', () => {
    expect(
      values('{ from: a, identifier: container-number }', ['csqu 305438-3', 'CSQU3054384', '?']),
    ).toEqual(['CSQU3054383', 'check-digit-wrong /a', 'identifier-malformed /a']);
  });
});
