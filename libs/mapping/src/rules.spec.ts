import { describe, expect, it } from '@jest/globals';
import { toPlainValue } from '#libs/message';
import { comparable } from './testing/compare.js';
import { compileExample, runExample, shortIssue, valueOf } from './testing/run-example.js';

describe('the source of a rule', () => {
  it('is the first path that has a value', () => {
    expect(valueOf('[a, b]', { a: '', b: 'B' }).x).toBe('B');
    expect(valueOf('{ from: [a, b] }', { a: 'A', b: 'B' }).x).toBe('A');
  });

  it('may be a constant of any scalar type', () => {
    expect(valueOf('{ value: 1.10 }', {}).x).toBe(1.1);
    expect(valueOf('{ value: null }', {}).x).toBeNull();
    expect(valueOf('{ value: true }', {}).x).toBe(true);
  });

  it('counts blank texts and null as missing, unless keepEmpty', () => {
    for (const a of ['', ' \u3000', null]) expect(valueOf('a', { a })).toEqual({ x: undefined, issues: [] });
    expect(valueOf('{ from: a, keepEmpty: true, as: date }', { a: '' })).toEqual({ x: '', issues: [] });
    expect(valueOf('{ from: a, keepEmpty: true }', { a: null }).x).toBeNull();
  });

  it('reports a missing required value where it should have been', () => {
    expect(valueOf('{ from: a/b, required: true }', { a: {} }).issues).toEqual(['source-missing /a/b']);
    expect(valueOf('{ from: /a/b, required: true }', { a: {} }).issues).toEqual(['source-missing /a/b']);
    expect(valueOf('{ each: a, from: ., required: true }', {}).issues).toEqual(['source-missing ']);
  });

  it('falls back to the default, but does not hide a value that cannot be converted', () => {
    expect(valueOf('{ from: a, as: integer, default: 0 }', {}).x).toBe(0);
    expect(valueOf('{ from: a, as: integer, default: 0 }', { a: 'x' })).toEqual({
      x: undefined,
      issues: ['value-not-convertible /a'],
    });
    expect(valueOf('{ first: [{ from: a, as: integer }, { value: 7 }] }', { a: 'x' }).x).toBeUndefined();
  });

  it('chooses the first branch whose condition holds, even if that one has no value', () => {
    const rule = '{ choose: [{ when: a, from: b }, { otherwise: c }], apply: [upper] }';
    expect(valueOf(rule, { a: '1', c: 'c' }).x).toBeUndefined();
    expect(valueOf(rule, { c: 'c' }).x).toBe('C');
  });

  it('chooses among structures', () => {
    const rule =
      '{ choose: [{ when: a, map: { k: a } }, { otherwise: { list: [b, { each: c, from: . }] } }] }';
    expect(valueOf(rule, { a: '1' }).x).toEqual({ k: '1' });
    expect(valueOf(rule, { b: '2', c: ['3', '4'] }).x).toEqual(['2', '3', '4']);
    expect(valueOf('{ first: [{ from: a, map: { k: b } }, { map: { k: b } }] }', { b: '2' }).x).toEqual({
      k: '2',
    });
  });

  it('fills templates only when every path has a value', () => {
    expect(valueOf("'{a}'", { a: '1' }).issues).toEqual([]);
    expect(valueOf("{ template: '{{{a}}}-{b/c}' }", { a: '1', b: { c: '2' } }).x).toBe('{1}-2');
    expect(valueOf("{ template: '{a}-{b}' }", { a: '1', b: '' }).x).toBeUndefined();
  });

  it('combines decimals exactly and says which input is no number', () => {
    expect(valueOf('{ sum: a }', { a: ['0.1', '0.2', ''] }).x).toBe(0.3);
    expect(valueOf('{ sum: a }', { a: ['1', 'x'] }).issues).toEqual(['value-not-convertible /a/1']);
    expect(valueOf('{ divide: [a, b], round: 2 }', { a: '1', b: '3' }).x).toBe(0.33);
    expect(valueOf('{ divide: [a, b], round: 2 }', { a: '1', b: '0' }).issues).toEqual([
      'value-not-convertible /b',
    ]);
    expect(valueOf('{ multiply: [a, b] }', { a: '2' }).x).toBeUndefined();
    expect(
      valueOf('{ sum: { each: i, of: [{ multiply: [n, p] }] } }', {
        i: [
          { n: 2, p: 1.1 },
          { n: 1, p: 0.1 },
        ],
      }).x,
    ).toBe(2.3);
    expect(valueOf('{ count: i }', { i: [{ n: 2 }, { n: 1 }] }).x).toBe(2);
    expect(valueOf('{ count: i }', {}).x).toBe(0);
  });
});

describe('a loop', () => {
  it('leaves out an empty array unless keepEmpty', () => {
    expect(valueOf('{ each: a, from: . }', { a: [''] }).x).toBeUndefined();
    expect(valueOf('{ each: a, keepEmpty: true, from: . }', {}).x).toEqual([]);
  });

  it('goes over the nodes of the first path that finds any', () => {
    expect(valueOf('{ each: [a, b], from: . }', { b: ['B'] }).x).toEqual(['B']);
    expect(valueOf('{ each: [a, b], from: . }', { a: ['A'], b: ['B'] }).x).toEqual(['A']);
    expect(valueOf('{ each: [a, b], from: . }', {}).x).toBeUndefined();
  });

  it('sees outer variables and its own position', () => {
    const mapping = compileExample(`
let: { head: h }
map:
  x: { each: a, where: { from: ., above: 1 }, map: { n: $index, v: ., no: $head/no } }`);
    const { documents } = runExample(mapping, { h: { no: 'N' }, a: [1, 2, 3] });
    expect(toPlainValue(documents[0]!.document.root)).toEqual({
      x: [
        { n: 1, v: 2, no: 'N' },
        { n: 2, v: 3, no: 'N' },
      ],
    });
  });

  it('reports what has no key to be grouped by', () => {
    const rule = '{ each: a, group: k, map: { key: $key, count: { count: $group } } }';
    expect(valueOf(rule, { a: [{ k: 'A' }, {}, { k: 'A' }] })).toEqual({
      x: [{ key: 'A', count: 2 }],
      issues: ['source-missing /a/1/k'],
    });
  });

  it('takes keys like __proto__ as data', () => {
    const given = JSON.parse('{"a":[{"k":"__proto__"}],"__proto__":{"k":"p"}}') as unknown;
    expect(valueOf('{ each: a, group: k, map: { key: $key } }', given).x).toEqual([{ key: '__proto__' }]);
    expect(valueOf('__proto__/k', given).x).toBe('p');
    expect(valueOf('constructor', given).x).toBeUndefined();
    const { documents } = runExample(compileExample('map: { __proto__: { value: 1 }, y: { value: 2 } }'), {});
    expect(Object.keys(toPlainValue(documents[0]!.document.root) as object)).toEqual(['__proto__', 'y']);
  });
});

describe('conditions', () => {
  const holds = (condition: string, given: unknown): boolean =>
    valueOf(`{ value: y, when: ${condition} }`, given).x === 'y';

  it('look for a value that passes among all that a path finds', () => {
    expect(holds('{ from: a, equals: 2 }', { a: [1, 2] })).toBe(true);
    expect(holds('{ from: a, in: [A, B] }', { a: 'C' })).toBe(false);
    expect(holds('{ from: a, equals: { from: b } }', { a: '1', b: '1' })).toBe(true);
    expect(holds('o', { o: { k: '' } })).toBe(true);
    expect(holds('{ absent: [a, b] }', { a: '', b: null })).toBe(true);
  });

  it('compare numbers and dates, and nothing else', () => {
    expect(holds('{ from: a, above: 9 }', { a: '10' })).toBe(true);
    expect(holds('{ from: a, atMost: 10 }', { a: '10.0' })).toBe(true);
    expect(holds("{ from: a, below: '2026-03-02' }", { a: '2026-03-01' })).toBe(true);
    expect(holds("{ from: a, atLeast: '2026-03-01T00:00:00Z' }", { a: '2026-03-01T07:59:59+08:00' })).toBe(
      false,
    );
    expect(holds('{ from: a, above: A }', { a: 'B' })).toBe(false);
  });
});

describe('an XML target', () => {
  const mapping = compileExample(`
to: { format: xml, root: r:R, namespaces: { r: 'urn:r' } }
map:
  r:A: a
  '@v': { value: 1 }
  r:W: { from: w, map: { '#text': n, '@u': u } }
  I: { each: i, from: . }`);

  it('has attributes first, then elements in the order written, with their namespaces', () => {
    const { documents } = runExample(mapping, { a: 'A', w: { n: 5, u: 'kg' }, i: ['1', '2'] });
    const { root } = documents[0]!.document;
    expect(root.children.map((child) => child.name)).toEqual(['@v', 'A', 'W', 'I', 'I']);
    expect([root.namespace, root.children[1]!.namespace, root.children[3]!.namespace]).toEqual([
      'urn:r',
      'urn:r',
      undefined,
    ]);
    expect(comparable(documents[0]!.document)).toEqual({
      R: { '@v': '1', A: 'A', W: { '@u': 'kg', '#text': '5' }, I: ['1', '2'] },
    });
  });
});

describe('a fragment', () => {
  it('is added to and changed by the keys beside it', () => {
    const mapping = compileExample(`
fragments: { party: { map: { name: n, role: { value: any } } } }
map:
  x: { use: party, from: p, map: { role: { value: consignor }, code: c } }`);
    const { documents, issues } = runExample(mapping, { p: { n: 'N', c: 'C' } });
    expect(toPlainValue(documents[0]!.document.root)).toEqual({
      x: { name: 'N', role: 'consignor', code: 'C' },
    });
    expect(issues.map(shortIssue)).toEqual([]);
  });
});
