import { describe, expect, it } from '@jest/globals';
import { describeIssue, fromPlainValue, locationOf, openNode, toPlainValue, valueNode } from '#libs/message';
import { codecs, type JsonOptions } from '../index.js';

const { json } = codecs;
const decode = (text: string, options?: JsonOptions): ReturnType<typeof json.decode> =>
  json.decode(Buffer.from(text), options);
const faults = (text: string, options?: JsonOptions): string[] =>
  decode(text, options).issues.map((fault) => describeIssue(fault, 'en'));

describe('JSON', () => {
  it('has the place of every value', () => {
    const { root } = decode('{"a": "𠮷", "b":\n [1,\r\n  {"c": null}]}').document!;
    const item = root.children[1]!.children[1]!;
    expect(locationOf(root.children[1]!.children[0]!, 'json')).toEqual({ path: '/b/0', line: 2, column: 3 });
    expect(locationOf(item.children[0]!, 'json')).toEqual({ path: '/b/1/c', line: 3, column: 9 });
    const line = decode('{"a": "𠮷", "b": 1}').document!.root;
    expect(line.children[1]!.position).toEqual({ line: 1, column: 17 });
  });

  it('is read as JSON.parse reads it', () => {
    const texts = [
      '{}',
      ' [ ] ',
      '"\\u4e2d\\n\\"\\/\\\\\\b\\f\\r\\t"',
      '-0.5e+10',
      'true',
      'null',
      '[[1],[2,[3]]]',
      '{"__proto__":"x"}',
    ];
    for (const text of texts) {
      const value = toPlainValue(decode(text).document!.root);
      expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)));
    }
  });

  it('refuses what JSON.parse refuses', () => {
    const texts = [
      '{',
      '[1,]',
      '{"a":1,}',
      "{'a':1}",
      '01',
      '1.',
      '.5',
      '+1',
      '-',
      'NaN',
      'tru',
      '"a\nb"',
      '"\\x"',
      '"\\u12g4"',
      '[1 2]',
      '{"a" 1}',
      '{a:1}',
      '1 2',
      '\u00a01',
      '[',
      '"',
    ];
    for (const text of texts) {
      expect(() => JSON.parse(text) as unknown).toThrow();
      expect(decode(text)).toMatchObject({ issues: [{ code: 'json-not-well-formed' }] });
      expect(decode(text).document).toBeUndefined();
    }
  });

  it('says what was expected and where', () => {
    expect(faults('{"a": [1,\n  2 3]}')).toEqual([
      '/a, line 2:5: The JSON is not well-formed: expected , ], found "3".',
    ]);
    expect(faults('{"a":[0,{"b":[x]}]}')[0]).toMatch('/a/1/b, line 1:15:');
    expect(faults('{"a": ')).toEqual([
      'line 1:7: The JSON is not well-formed: expected { [ " 0-9 true false null, found "EOF".',
    ]);
  });

  it('reports every repeated name, also among many', () => {
    const many = Array.from({ length: 40 }, (_, n) => `"n${n}":${n}`).join(',');
    expect(faults(`{"o":{${many},"n39":1,"n0":2}}`)).toHaveLength(2);
    expect(faults('{"a":1,\n"a":2}')).toEqual([
      'line 2:1: The name "a" occurs more than once in this object.',
    ]);
  });

  it('reports characters that no system behind can store', () => {
    expect(faults('{"a":["x\\u0000"],"b":"\\ud800"}')).toEqual([
      '/a/0, line 1:7: The character U+0000 is not allowed in JSON.',
      '/b, line 1:22: The character U+D800 is not allowed in JSON.',
    ]);
  });

  it('has limits', () => {
    expect(faults('['.repeat(1_000_000))).toEqual(['line 1:101: Nested deeper than 100 levels.']);
    expect(faults('{"a":'.repeat(101))).toHaveLength(1);
    expect(faults('[1,2,3]', { maxNodes: 3 })).toHaveLength(1);
  });

  it('reads a byte order mark away', () => {
    expect(faults('\ufeff{"a":1}')).toEqual([]);
  });

  it('writes numbers as they are, and reports those that are none', () => {
    const root = openNode('object', '');
    root.children.push(
      valueNode('a', '1.10', 'number', root),
      valueNode('b', '+1', 'number', root),
      valueNode('c', 'yes', 'boolean', root),
    );
    const { bytes, issues } = json.encode({ format: 'json', charset: 'utf-8', root });
    expect(Buffer.from(bytes).toString()).toBe('{"a":1.10,"b":"+1","c":"yes"}');
    expect(issues.map(({ code, location }) => `${code} ${location.path}`)).toEqual([
      'value-type /b',
      'value-type /c',
    ]);
  });

  it('writes a tree of XML without losing attributes or repeated elements', () => {
    const { document } = codecs.xml.decode(Buffer.from('<R v="1"><I>1</I><W u="t">5</W><I>2</I></R>'));
    const { bytes } = json.encode(document!);
    expect(Buffer.from(bytes).toString()).toBe('{"@v":"1","I":["1","2"],"W":{"@u":"t","#text":"5"}}');
  });

  it('indents as JSON.stringify does', () => {
    const value = { a: [1, { b: [] }], c: {} };
    const { bytes } = json.encode(
      { format: 'json', charset: 'utf-8', root: fromPlainValue(value) },
      { indent: 3 },
    );
    expect(Buffer.from(bytes).toString()).toBe(JSON.stringify(value, null, 3));
  });
});
