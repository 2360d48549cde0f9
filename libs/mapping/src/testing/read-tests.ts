import { asFields, type FieldReader } from '../compile/read-fields.js';
import { expectedIssueKeys, testKeys } from '../compile/keys.js';
import type { Problems } from '../file/problems.js';
import { plainOf, type YamlItem } from '../file/yaml-tree.js';
import { issueTexts, type IssueCode } from '#libs/message';
import type { ExpectedIssue, MappingTest } from './mapping-test.js';

/** Reads `tests` of a mapping file. */
export function readTests(file: FieldReader, problems: Problems): MappingTest[] {
  const item = file.get('tests');
  if (item === undefined) return [];
  if (item.kind !== 'list') {
    problems.add(item, 'tests 应为测试列表。', 'Under "tests" a list of tests is expected.');
    return [];
  }
  return item.items.map((one) => readTest(one, problems)).filter((test) => test !== undefined);
}

function readTest(item: YamlItem, problems: Problems): MappingTest | undefined {
  const fields = asFields(item, problems, '测试（对象）', 'a test (an object)');
  if (fields === undefined) return undefined;
  fields.allow(testKeys, { zh: '测试的键', en: 'a key of a test' });
  const name = fields.text('name');
  const given = fields.get('given');
  if (name === undefined || given === undefined) {
    problems.add(item, '测试须有 name 与 given。', 'A test needs "name" and "given".');
    return undefined;
  }
  const expect = fields.get('expect');
  const issues = fields.list('issues');
  const settings = ['sender', 'receiver', 'now', 'messageId'].flatMap((key) => {
    const text = fields.text(key);
    return text === undefined ? [] : [[key, text] as const];
  });
  if (fields.has('now') && Number.isNaN(Date.parse(fields.text('now') ?? ''))) {
    problems.add(fields.get('now'), 'now 应为 ISO 8601 时间。', '"now" must be an ISO 8601 time.');
  }
  return {
    name,
    place: { line: item.line, column: item.column, keyPath: item.keyPath },
    given: plainOf(given),
    ...(expect === undefined ? {} : { expect: plainOf(expect) }),
    ...(issues === undefined ? {} : { issues: issues.flatMap((one) => readIssue(one, problems) ?? []) }),
    ...Object.fromEntries(settings),
  };
}

function readIssue(item: YamlItem, problems: Problems): ExpectedIssue | undefined {
  const fields = asFields(item, problems, '对象 { code, at }', 'an object { code, at }');
  fields?.allow(expectedIssueKeys, { zh: '预期问题的键', en: 'a key of an expected issue' });
  const codes = Object.keys(issueTexts) as IssueCode[];
  const code = fields?.word('code', codes, { zh: '问题代码', en: 'an issue code' });
  if (fields === undefined || code === undefined) {
    if (fields !== undefined && !fields.has('code')) {
      problems.add(item, '预期问题缺少 code。', 'An expected issue needs its "code".');
    }
    return undefined;
  }
  const rest = (['at', 'value', 'severity'] as const).flatMap((key) => {
    const text = fields.text(key);
    return text === undefined ? [] : [[key, text] as const];
  });
  return { code, ...Object.fromEntries(rest) };
}
