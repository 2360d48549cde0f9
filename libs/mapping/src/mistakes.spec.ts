import { describe, expect, it } from '@jest/globals';
import { describeProblem } from '#libs/message';
import { compileMapping, type CompileOptions } from './compile-mapping.js';

const head = 'name: example\nfrom: { format: json }\nto: { format: json }\n';

/** Every problem as `line:column: sentence`. */
function problemsOf(body: string, known: Partial<CompileOptions> = {}): string[] {
  const { problems, mapping } = compileMapping(head + body, { file: 'm', ...known });
  expect(mapping === undefined).toBe(problems.length > 0);
  for (const one of problems) expect(one.message.zh).toMatch(/\p{Script=Han}/u);
  return problems.map((one) => describeProblem(one, 'en').replace('m:', ''));
}

const ofRule = (rule: string, known?: Partial<CompileOptions>): string[] =>
  problemsOf(`map:\n  x: ${rule}`, known);

describe('a mistake in a mapping file', () => {
  it('is told with its place and what was meant', () => {
    expect(ofRule('{ frm: a }')).toContain(
      '5:8: "frm" is not a key of a rule that gives one value. Did you mean "from"?',
    );
    expect(ofRule('{ from: a, aply: [trim] }')[0]).toMatch(/^5:17: "aply" .*"apply"/);
    expect(ofRule('{ from: a, apply: [trimm] }')[0]).toMatch(
      /^5:25: "trimm" is not a text function\. Did you mean "trim"/,
    );
    expect(ofRule('{ from: a, as: interger }')[0]).toMatch(/Did you mean "integer"/);
    expect(ofRule('{ from: a, identifier: container-nummer }')[0]).toMatch(/Did you mean "container-number"/);
    expect(ofRule('{ from: a, unit: TNE, to: KMG }')[0]).toMatch(/"KMG" is not a unit code/);
    expect(ofRule('{ use: prty }')[0]).toMatch(/"prty" is not a fragment/);
    expect(ofRule('$sendr')[0]).toMatch(/Did you mean "\$sender"/);
  });

  it('is found with all others at once, in the order of the file', () => {
    expect(
      problemsOf('map:\n  a: { form: x }\n  b: 5\n  c: { from: "x[" }\ntets: []').map(
        (one) => one.split(':')[0],
      ),
    ).toEqual(['5', '6', '7', '8']);
  });

  it('in a path has the column within the path', () => {
    expect(ofRule('HEAD/[x]')).toEqual([
      '5:11: The path "HEAD/[x]" is wrong at its column 6: expected a name.',
    ]);
    expect(ofRule("'HEAD/[x]'")[0]).toMatch(/^5:12: /);
    expect(ofRule('p:A')[0]).toMatch(/a declared namespace prefix/);
    expect(ofRule('a[../b=1]')[0]).toMatch(/may not go up/);
    expect(ofRule(`a${'/b'.repeat(300)}`)[0]).toMatch(/longer than 500/);
  });

  it('in the name of a list, a source or a target is found when the names are known', () => {
    const known = { codeLists: ['stations'], sourceNames: ['HEAD', 'DDH', '@v'], targetNames: ['x'] };
    expect(ofRule('{ from: HEAD/DDH, code: { list: station } }', known)[0]).toMatch(
      /Did you mean "stations"/,
    );
    expect(ofRule('HEAD[@v]/DHH', known)[0]).toMatch(
      /"DHH" is not a name in the source\. Did you mean "DDH"/,
    );
    expect(problemsOf('map: { xx: HEAD }', known)[0]).toMatch(/^4:8: "xx" .*Did you mean "x"/);
  });

  it('of combination is explained', () => {
    expect(ofRule('5')[0]).toMatch(/for a constant write \{ value: 5 \}/);
    expect(ofRule('{ as: text }')[0]).toMatch(/has no source/);
    expect(ofRule('{ from: a, value: 1 }')[0]).toMatch(/several sources: from, value/);
    expect(ofRule('{ from: a, format: yyyy }')[0]).toMatch(/goes with as: date/);
    expect(ofRule('{ from: a, as: date, format: QQ++ }')[0]).toMatch(/neither a date format .* nor a path/);
    expect(ofRule('{ from: a, as: date, format: YYYY-MM-DD }')[0]).toMatch(/Did you mean "yyyy-MM-dd"/);
    expect(ofRule('{ from: a, as: date, output: YYYY }')[0]).toMatch(/is not a date format/);
    expect(ofRule('{ from: a, unit: LTR, to: KGM }')[0]).toMatch(/do not measure the same/);
    expect(ofRule('{ from: a, unit: LTR }')[0]).toMatch(/go together/);
    expect(ofRule('{ divide: [a, b] }')[0]).toMatch(/wants a "round"/);
    expect(ofRule('{ from: a, round: -1 }')[0]).toMatch(/places from 0 to 30/);
    expect(ofRule('{ from: a, apply: [{ padLeft: { length: 0 } }] }')[0]).toMatch(
      /whole number from 1 to 1000/,
    );
    expect(ofRule('{ from: a, apply: [replace] }')[0]).toMatch(/needs the parameter "of"/);
    expect(ofRule('{ from: a, code: { list: x, from: y, by: z } }')[0]).toMatch(
      /Only one of "from" and "by"/,
    );
    expect(ofRule('{ from: a, onUnknown: keep }')[0]).toMatch(/stands beside "table"/);
    expect(ofRule('{ each: a }')[0]).toMatch(/also needs "map"/);
    expect(ofRule('{ each: $sender, from: . }')[0]).toMatch(/needs a path/);
    expect(ofRule('{ join: [{ map: { a: b } }] }')[0]).toMatch(/one value is needed/);
    expect(ofRule('{ choose: [{ otherwise: a }, { when: b, from: c }] }')[0]).toMatch(/only the last may be/);
    expect(ofRule("{ template: 'a{b' }")[0]).toMatch(/stands alone/);
    expect(problemsOf('let: { key: a }\nmap: { x: $key }')[0]).toMatch(/cannot be a variable/);
    expect(problemsOf('let: { v: { value: 1 } }\nmap: { x: $v/a }')[0]).toMatch(/no path can go on/);
    expect(problemsOf('zone: Asia/Shangai\nmap: { x: a }')[0]).toMatch(/no time zone "Asia\/Shangai"/);
    expect(problemsOf('group: a\nmap: { x: a }')[0]).toMatch(/goes with "each"/);
  });

  it('in a condition is explained', () => {
    const of = (condition: string): string => ofRule(`{ from: a, when: ${condition} }`)[0]!;
    expect(of('{ equal: b }')).toMatch(/Did you mean "equals"/);
    expect(of('{ from: b }')).toMatch(/tests nothing/);
    expect(of('{ from: b, equals: 1, above: 2 }')).toMatch(/several tests/);
    expect(of('{ from: b, in: 1 }')).toMatch(/a list of values/);
    expect(of("{ from: b, matches: '(a+)+' }")).toMatch(/may not contain repetitions/);
  });

  it('of the file itself is explained', () => {
    const of = (text: string): string[] =>
      compileMapping(text, { file: 'm' }).problems.map((one) => one.message.en);
    expect(of('a: [')[0]).toMatch(/This is not YAML/);
    expect(of('- a')[0]).toMatch(/a mapping file \(an object\) is expected, not a list/);
    expect(of('a: 1\na: 2')[0]).toMatch(/not YAML: Map keys must be unique/);
    expect(of('{}').join()).toMatch(/"from" is needed.*"to" is needed.*"name" is needed.*"map" is needed/);
    expect(of('name: a\nfrom: { format: jsn }\nto: { format: xml }\nmap: {}').join()).toMatch(
      /Did you mean "json".*needs "root"/,
    );
    expect(of(`x: &a [1]\ny: *a\n`).join()).toMatch(/aliases are not supported/);
    expect(of(`x: ${'['.repeat(80)}${']'.repeat(80)}`).join()).toMatch(/Nested deeper/);
    expect(of('x'.repeat(1_000_001))[0]).toMatch(/longer than/);
  });

  it('of XML names and prefixes is explained', () => {
    const of = (map: string): string =>
      compileMapping(`name: a\nfrom: { format: json }\nto: { format: xml, root: R }\nmap: ${map}`, {
        file: 'm',
      })
        .problems.map((one) => one.message.en)
        .join();
    expect(of('{ "a b": x }')).toMatch(/not a name that XML allows/);
    expect(of('{ p:a: x }')).toMatch(/"p" is not a prefix/);
    expect(of('{ "#text": x, a: y }')).toMatch(/but no elements/);
  });

  it('of structure in a flat record is explained', () => {
    const text = 'name: a\nfrom: { format: json }\nto: { format: csv }\nmap: { x: { each: a, from: . } }';
    expect(compileMapping(text, { file: 'm' }).problems[0]?.message.en).toMatch(/single values only/);
  });

  it('in a test is explained', () => {
    const of = (test: string): string => problemsOf(`map: { x: a }\ntests: [${test}]`).join();
    expect(of('{ name: a }')).toMatch(/needs "name" and "given"/);
    expect(of('{ name: a, given: {}, issues: [{ code: source-mising }] }')).toMatch(
      /Did you mean "source-missing"/,
    );
    expect(of('{ name: a, given: {}, expekt: {} }')).toMatch(/Did you mean "expect"/);
  });

  it('of fragments that use each other is found, and they cannot grow without end', () => {
    expect(problemsOf('fragments: { a: { use: b }, b: { use: a } }\nmap: { x: { use: a } }')[0]).toMatch(
      /a → b → a/,
    );
    const doubling = Array.from(
      { length: 30 },
      (_, n) => `  f${n + 1}: { map: { a: { use: f${n} }, b: { use: f${n} } } }`,
    );
    const text = `fragments:\n  f0: { map: { z: z } }\n${doubling.join('\n')}\nmap: { x: { use: f30 } }`;
    expect(problemsOf(text)[0]).toMatch(/More than 20000 rules/);
  });
});
