import { describe, expect, it } from '@jest/globals';
import { compilePath, fromPlainValue, locationOf, openNode, toPlainValue, valueNode } from './index.js';

describe('a document', () => {
  it('comes back from plain values as it was', () => {
    const value = { a: 1, b: [{ c: 'x' }, { c: null }], d: true, e: [] };
    expect(toPlainValue(fromPlainValue(value))).toEqual(value);
  });

  it('takes a member called __proto__ as data', () => {
    const root = openNode('object', '');
    root.children.push(valueNode('__proto__', 'x', 'string', root));
    expect(Object.keys(toPlainValue(root) as object)).toEqual(['__proto__']);
  });

  it('locates JSON by pointer and XML by path', () => {
    const json = fromPlainValue({ items: [{ 'a/b': 'x' }, { 'a/b': 'y' }] });
    expect(locationOf(compilePath("items[2]/'a/b'").first(json)!, 'json')).toEqual({ path: '/items/1/a~1b' });
    const root = openNode('object', 'KHDD');
    root.children.push(
      valueNode('CH', '1', 'string', root),
      valueNode('CH', '2', 'string', root, { line: 4, column: 2 }),
    );
    expect(locationOf(root.children[1]!, 'xml')).toEqual({ path: '/KHDD/CH[2]', line: 4, column: 2 });
  });
});
