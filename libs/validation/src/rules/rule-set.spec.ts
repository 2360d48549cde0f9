import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { CodeLists } from '#libs/base-data';
import { describeIssue, fromPlainValue, type Document, type Issue } from '#libs/message';
import { xmlDocument } from '../fixtures/xml-document.js';
import { RuleSet } from './rule-set.js';

/** 'BJP' is a station until the end of 2025, 'SHH' always; sys-1 calls it 'sh'. */
const codeLists: CodeLists = {
  names: () => ['stations'],
  hasList: (list) => list === 'stations',
  entries: () => [],
  find: (_, code, at) => {
    const listed = code === 'SHH' || (code === 'BJP' && (at === undefined || at < '2026-01-01'));
    return listed ? { code, zh: '', en: '', attributes: {} } : undefined;
  },
  findBy: (_, attribute, value) =>
    attribute === 'tmis' && value === '30062' ? { code: 'TQW', zh: '', en: '', attributes: {} } : undefined,
  toStandard: (_, system, code) => (system === 'sys-1' && code === 'sh' ? 'SHH' : undefined),
  toLocal: () => undefined,
};

function compile(yaml: string): ReturnType<typeof RuleSet.compile> {
  const file = join(mkdtempSync(join(tmpdir(), 'bianzu-rules-')), 'a.rules.yaml');
  writeFileSync(file, yaml);
  return RuleSet.compile(file, codeLists);
}

function json(value: unknown): Document {
  return { format: 'json', charset: 'utf-8', root: fromPlainValue(value) };
}

function check(yaml: string, document: Document | object): Issue[] {
  const { schema, problems } = compile(yaml);
  expect(problems).toEqual([]);
  return schema!.validate('root' in document ? document : json(document));
}

/** Whether an assertion holds for a value. */
function holds(assertion: string, value: object): boolean {
  return check(`rules: [{ id: r, zh: 错, en: wrong, assert: ${assertion} }]`, value).length === 0;
}

describe('the conditions of a rule', () => {
  it.each([
    ['{ exists: a }', { a: 'x' }, { a: ' ' }],
    ['{ absent: a/b }', { a: {} }, { a: { b: 1 } }],
    ['{ unique: items/no }', { items: [{ no: 1 }, { no: 2 }] }, { items: [{ no: 1 }, { no: 1 }] }],
    ['{ path: a, equals: 1 }', { a: '1' }, { a: '2' }],
    ['{ path: a, in: [x, 2] }', { a: 2 }, { a: 'z' }],
    ['{ path: a, matches: "[A-Z]{3}" }', { a: 'ABC' }, { a: 'ABCD' }],
    ['{ le: [a, b] }', { a: '9', b: '10.0' }, { a: '10.01', b: '10' }],
    ['{ eq: [a, { value: 0.3 }] }', { a: '0.30' }, { a: '0.30000000000000000000001' }],
    [
      '{ eq: [{ sum: items/w }, total] }',
      { items: [{ w: '0.1' }, { w: '0.2' }], total: '0.3' },
      { items: [{ w: '0.1' }], total: 1 },
    ],
    ['{ eq: [{ count: items }, n] }', { items: [{ a: 1 }, { a: 1 }], n: 2 }, { items: [], n: 2 }],
    ['{ ge: [b, a], format: yyyyMMdd }', { a: '20260131', b: '20260201' }, { a: '20260201', b: '20260131' }],
    [
      '{ lt: [a, b], as: date }',
      { a: '2026-03-01T08:00:00+08:00', b: '2026-03-01T00:00:01Z' },
      { a: '2026-03-02', b: '2026-03-01' },
    ],
    ['{ ne: [a, b], as: text }', { a: '1.0', b: '1' }, { a: 'x', b: 'x' }],
    ['{ all: [{ exists: a }, { not: { exists: b } }] }', { a: 1 }, { a: 1, b: 1 }],
    ['{ any: [{ exists: a }, { exists: b }] }', { b: 1 }, { c: 1 }],
  ])('%s', (assertion, right, wrong) => {
    expect(holds(assertion, right)).toBe(true);
    expect(holds(assertion, wrong)).toBe(false);
  });

  it('leave comparisons with something absent or unreadable to other checks', () => {
    expect(holds('{ lt: [a, b] }', { a: 1 })).toBe(true);
    expect(holds('{ lt: [a, b] }', { a: 'x', b: 1 })).toBe(true);
  });
});

describe('a rule', () => {
  const yaml = `
rules:
  - id: loading-after-order
    zh: 装车日期“{value}”早于提报日期
    en: The loading date {value} is before the order date
    severity: warning
    each: ITEM
    at: LDATE
    when: { exists: LDATE }
    assert: { ge: [LDATE, ../ODATE], format: yyyyMMdd }
`;

  it('speaks of each node, at the place that it names, in both languages', () => {
    const issues = check(
      yaml,
      xmlDocument(
        '<O><ODATE>20260301</ODATE><ITEM><LDATE>20260302</LDATE></ITEM>\n<ITEM><LDATE>20260228</LDATE></ITEM><ITEM/></O>',
      ),
    );
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ code: 'rule-violated', severity: 'warning', value: '20260228' });
    expect(describeIssue(issues[0]!, 'en')).toBe(
      '/O/ITEM[2]/LDATE, line 2:7: The loading date 20260228 is before the order date',
    );
    expect(describeIssue(issues[0]!, 'zh')).toContain('装车日期“20260228”早于提报日期');
  });

  it('reports a date that does not exist', () => {
    const issues = check(yaml, { ODATE: '20260231', ITEM: [{ LDATE: '20260301' }] });
    expect(issues).toEqual([
      expect.objectContaining({ code: 'date-impossible', location: { path: '/ODATE' } }),
    ]);
  });
});

describe('value checks', () => {
  const codes = (list: string, value: object): string[] =>
    check(`codes: [${list}]`, value).map(({ code, location, args }) =>
      [code, location.path, args?.date].join(' ').trim(),
    );

  it('look codes up in their list, on the day of the message', () => {
    const entry = '{ path: from, list: stations, at: ../day, format: yyyyMMdd }';
    expect(codes(entry, { from: 'SHH', day: '20260301' })).toEqual([]);
    expect(codes(entry, { from: 'XXX', day: '20260301' })).toEqual(['code-not-listed /from']);
    expect(codes(entry, { from: 'BJP', day: '20260301' })).toEqual(['code-not-valid-then /from 2026-03-01']);
  });

  it("look up a system's own codes and other attributes", () => {
    expect(codes('{ path: from, list: stations, from: sys-1 }', { from: 'sh' })).toEqual([]);
    expect(codes('{ path: from, list: stations, from: sys-1 }', { from: 'SHH' })).toEqual([
      'code-not-listed /from',
    ]);
    expect(codes('{ path: from, list: stations, by: tmis }', { from: '30062' })).toEqual([]);
  });

  it('check identifiers and dates', () => {
    const yaml =
      'identifiers: [{ path: code, identifier: credit-code }]\ndates: [{ path: day, format: yyyyMMdd }]';
    expect(check(yaml, { code: '91350100M000100Y43', day: '20260228' })).toEqual([]);
    const issues = check(yaml, { code: '91350100M000100Y44', day: '20260229' });
    expect(issues.map(({ code, expected }) => [code, expected])).toEqual([
      ['date-impossible', 'yyyyMMdd'],
      ['check-digit-wrong', '3'],
    ]);
    expect(check(yaml, { code: '123', day: 'soon' }).map(({ code }) => code)).toEqual([
      'value-pattern',
      'identifier-malformed',
    ]);
  });

  it('end at a bounded number of issues', () => {
    const items = Array.from({ length: 20_000 }, () => ({ s: 'X' }));
    expect(check('codes: [{ path: items/s, list: stations }]', { items })).toHaveLength(2000);
  });
});

describe('a wrong rules file', () => {
  it.each([
    ['rules:\n - id: a\n   zh: z\n   en: e\n   asert: {}', 5, 'did you mean "assert"'],
    ['codes:\n - { path: a, list: staitons }', 2, 'did you mean "stations"'],
    ['identifiers:\n - path: a\n   identifier: creditcode', 3, 'did you mean "credit-code"'],
    ['codes:\n - path: a[\n   list: stations', 2, 'expected a name'],
    [
      'rules:\n - { id: a, zh: z, en: e,\n     assert: { path: a, matches: "(a+)+" } }',
      3,
      'may not contain repetitions',
    ],
    ['rules:\n - { id: a, zh: z, en: e,\n     assert: { exists: a, absent: b } }', 3, 'exactly one of'],
    ['dates:\n - { path: a,\n     format: YYYY }', 3, 'is no date format'],
    ['rules: [\n', 2, 'YAML'],
  ])('is a problem with its line: %j', (yaml, line, text) => {
    const { schema, problems } = compile(yaml);
    expect(schema).toBeUndefined();
    expect(problems.map((problem) => problem.message.en).join('\n')).toContain(text);
    expect(problems.some((problem) => problem.line === line)).toBe(true);
  });
});
