import { describe, expect, it } from '@jest/globals';
import { issue } from '#libs/message';
import { coverage } from './coverage.js';
import { exampleCodeLists } from './example-code-lists.js';
import { exampleDecode } from './example-decode.js';
import { runMappingTests, type MappingTestDeps, type MappingTestReport } from './run-mapping-tests.js';

const head = 'name: example\nfrom: { format: xml }\nto: { format: json, schema: s }\n';

function run(body: string, deps: Partial<MappingTestDeps> = {}): MappingTestReport {
  const files: Record<string, string> = {
    'a/m.yaml': head + body,
    'a/fixtures/order.xml': '<O>\n<N>1</N></O>',
    'a/fixtures/order.json': '{"n":"1"}',
  };
  return runMappingTests('a/m.yaml', {
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error(`no file ${path}`);
      return new TextEncoder().encode(text);
    },
    decode: exampleDecode,
    codeLists: exampleCodeLists,
    ...deps,
  });
}

const failuresOf = (body: string, deps?: Partial<MappingTestDeps>): string[] =>
  run(body, deps).results.flatMap((result) => result.failures);

describe('the tests in a mapping file', () => {
  it('read fixtures beside the mapping', () => {
    const report = run(
      'map: { n: N }\ntests: [{ name: t, given: fixtures/order.xml, expect: fixtures/order.json }]',
    );
    expect(report.results).toEqual([{ name: 't', line: 5, passed: true, failures: [] }]);
  });

  it('fail on another value, a missing one, one too many, and another number of documents', () => {
    const map = 'map: { n: N, m: M }\n';
    const given = 'given: { O: { N: 1, M: 2 } }';
    expect(failuresOf(`${map}tests: [{ name: t, ${given}, expect: { n: '1', m: '3' } }]`)).toEqual([
      '/m: expected "3", found "2".',
    ]);
    expect(failuresOf(`${map}tests: [{ name: t, ${given}, expect: { n: '1' } }]`)).toEqual([
      '/m: not expected, found "2".',
    ]);
    expect(failuresOf(`${map}tests: [{ name: t, ${given}, expect: { n: '1', m: '2', k: 1 } }]`)[0]).toMatch(
      /^\/k: .*missing/,
    );
    expect(failuresOf(`${map}tests: [{ name: t, ${given}, expect: [] }]`)).toEqual([
      'Expected 0 document(s), found 1.',
    ]);
  });

  it('fail on an issue that is missing or not expected', () => {
    const map = 'map: { n: { from: N, required: true } }\n';
    expect(failuresOf(`${map}tests: [{ name: t, given: { O: {} } }]`)[0]).toMatch(
      /^Unexpected issue source-missing: \/O\/N/,
    );
    expect(
      failuresOf(
        `${map}tests: [{ name: t, given: { O: { N: 1 } }, issues: [{ code: source-missing, at: /O/N }] }]`,
      ),
    ).toEqual(['The issue source-missing at /O/N did not come.']);
  });

  it('fail when a fixture is missing or lies at an absolute path', () => {
    expect(failuresOf('map: { n: N }\ntests: [{ name: t, given: none.xml }]')).toEqual([
      'none.xml cannot be read: no file a/none.xml',
    ]);
    expect(failuresOf('map: { n: N }\ntests: [{ name: t, given: /etc/none.xml }]')[0]).toMatch(
      /folder of its mapping/,
    );
  });

  it('validate the target when it is expected to be good', () => {
    const deps = {
      validateTarget: () => [issue('value-type', { path: '/n' }, { value: '1', expected: 'integer' })],
    };
    expect(failuresOf('map: { n: N }\ntests: [{ name: t, given: { O: { N: 1 } } }]', deps)).toEqual([
      'Not valid against s: /n: "1" is not of type integer.',
    ]);
  });

  it('give the values that a run is given', () => {
    const map = 'map: { s: $sender, r: $receiver, n: $now, m: $messageId }\n';
    const test =
      "{ name: t, given: { O: {} }, sender: a, receiver: b, now: '2026-02-02T00:00:00Z', messageId: c, expect: { s: a, r: b, n: '2026-02-02T00:00:00Z', m: c } }";
    expect(failuresOf(`${map}tests: [${test}]`)).toEqual([]);
  });

  it('do not run when the file has mistakes', () => {
    expect(run('map: { n: 5 }\ntests: [{ name: t, given: { O: {} } }]')).toMatchObject({
      problems: [{ line: 4 }],
      results: [],
    });
  });
});

describe('coverage', () => {
  it('names values never produced and branches never taken', () => {
    const report = run(`map:
  n: N
  m: { from: M, default: none }
  k: { choose: [{ when: N, value: 1 }, { otherwise: { value: 2 } }] }
  z: Z
tests: [{ name: t, given: { O: { N: 1, M: 2 } } }]`);
    const covered = coverage(report.mapping!, report);
    expect(covered.neverProduced.map((rule) => rule.target)).toEqual(['z']);
    expect(covered.neverTaken.map((branch) => [branch.line, branch.what])).toEqual([
      [6, 'default'],
      [7, 'choose, branch 2'],
    ]);
    expect([covered.rules, covered.branches]).toEqual([4, 3]);
  });

  it('counts a condition that held among the parts of a combination', () => {
    const report = run(`map:
  n: { join: [{ from: N, when: N }, { from: M, when: { absent: N } }] }
tests: [{ name: t, given: { O: { N: 1 } } }]`);
    expect(coverage(report.mapping!, report).neverTaken.map(({ column }) => column)).toHaveLength(1);
  });
});
