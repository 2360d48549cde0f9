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

  it('locates EDI from the segment on, by its position in the message', () => {
    const root = openNode('object', 'IFTMIN');
    const segment = openNode('object', 'LOC', root, { offset: 90, segment: 7 });
    const composite = openNode('object', 'C517', segment, { offset: 96 });
    const value = valueNode('3225', 'CNSHA', 'string', composite, { offset: 96 });
    composite.children.push(value);
    segment.children.push(composite);
    root.children.push(segment, valueNode('@sender', 'A', 'string', root));
    expect(locationOf(value, 'edifact')).toEqual({ path: 'LOC 7/C517/3225', offset: 96 });
    expect(locationOf(segment, 'x12')).toEqual({ path: 'LOC 7', offset: 90 });
    expect(locationOf(root.children[1]!, 'edifact')).toEqual({ path: '/IFTMIN/@sender' });
  });
});
