import { describe, expect, it } from '@jest/globals';
import {
  compilePath,
  fromPlainValue,
  openNode,
  PathSyntaxError,
  valueNode,
  type DocumentNode,
} from './index.js';

const order = fromPlainValue({
  orderNo: 'A1',
  items: [
    { no: '1', kind: 'coal', tags: ['x', 'y'] },
    { no: '2', kind: 'ore' },
  ],
  'a/b': 'slash',
});

const texts = (path: string, node: DocumentNode = order): (string | undefined)[] =>
  compilePath(path, { namespaces: { r: 'urn:rail' } })
    .select(node)
    .map((found) => found.text);

function xml(): DocumentNode {
  const root = openNode('object', 'KHDD', undefined, undefined, 'urn:rail');
  root.children.push(
    valueNode('@ver', '2', 'string', root),
    valueNode('DDH', 'D9', 'string', root, undefined, 'urn:rail'),
  );
  root.children.push(valueNode('DDH', 'D10', 'string', root, undefined, 'urn:other'));
  return root;
}

describe('a path', () => {
  it('steps through arrays unseen', () => {
    expect(texts('items/no')).toEqual(['1', '2']);
    expect(texts('items/tags')).toEqual(['x', 'y']);
  });

  it('keeps only the nodes that a predicate names', () => {
    expect(texts('items[kind=ore]/no')).toEqual(['2']);
    expect(texts('items[kind!=ore]/no')).toEqual(['1']);
    expect(texts('items[tags]/no')).toEqual(['1']);
    expect(texts('items[2]/kind')).toEqual(['ore']);
  });

  it('goes up, stays and takes all children', () => {
    expect(texts('items/no/../kind')).toEqual(['coal', 'ore']);
    expect(texts('./orderNo')).toEqual(['A1']);
    expect(texts('items[1]/*')).toEqual(['1', 'coal', 'x', 'y']);
  });

  it('takes quoted names as they are', () => {
    expect(texts("'a/b'")).toEqual(['slash']);
    expect(texts("items[kind='coal']/no")).toEqual(['1']);
  });

  it('names the root element first when it is absolute', () => {
    expect(texts('/KHDD/DDH', xml())).toEqual(['D9', 'D10']);
    expect(texts('/OTHER/DDH', xml())).toEqual([]);
    expect(texts('/orderNo')).toEqual(['A1']);
  });

  it('matches any namespace unless a prefix is given', () => {
    expect(texts('r:DDH', xml())).toEqual(['D9']);
    expect(texts('@ver', xml())).toEqual(['2']);
  });

  it('finds the first without the rest', () => {
    expect(compilePath('items/no').first(order)?.text).toBe('1');
    expect(compilePath('items/none').first(order)).toBeUndefined();
  });

  it.each([
    ['', 1, 'a name'],
    ['a//b', 3, 'a name'],
    ['a[b', 4, '"=", "!=" or "]"'],
    ['a]', 2, '"/", "[" or the end'],
    ['q:a', 1, 'a declared namespace prefix, not "q"'],
  ])('says where "%s" is wrong', (path, column, expected) => {
    expect(() => compilePath(path)).toThrow(new PathSyntaxError(path, column, expected));
  });
});
