import { describe, expect, it } from '@jest/globals';
import { compileExample, runExample } from '../testing/run-example.js';

describe('lineage', () => {
  it('names target, rule, source and source value', () => {
    const mapping = compileExample(`map:
  number: no
  kind: { value: wagonload }
  items:
    each: items
    map: { weightKg: { from: w, unit: TNE, to: KGM } }`);
    const { documents } = runExample(mapping, { no: 'A', items: [{ w: '1' }, { w: '2' }] });
    expect(documents[0]!.lineage).toEqual([
      { target: '/number', rule: 'example.yaml:5 map/number', source: { path: '/no' }, sourceValue: 'A' },
      { target: '/kind', rule: 'example.yaml:6 map/kind' },
      {
        target: '/items/0/weightKg',
        rule: 'example.yaml:9 map/items/map/weightKg',
        source: { path: '/items/0/w' },
        sourceValue: '1',
      },
      {
        target: '/items/1/weightKg',
        rule: 'example.yaml:9 map/items/map/weightKg',
        source: { path: '/items/1/w' },
        sourceValue: '2',
      },
    ]);
  });

  it('names every source of a combined value', () => {
    const mapping = compileExample('map: { x: { sum: a } }');
    const { documents } = runExample(mapping, { a: [1, 2] });
    expect(documents[0]!.lineage[0]).toMatchObject({
      sourceValue: '1',
      sources: [
        { location: { path: '/a/0' }, value: '1' },
        { location: { path: '/a/1' }, value: '2' },
      ],
    });
  });

  it('belongs to its own document where several come out', () => {
    const { documents } = runExample(compileExample('each: a\nmap: { x: . }'), { a: ['p', 'q'] });
    expect(documents.map((one) => one.lineage.map((entry) => entry.sourceValue))).toEqual([['p'], ['q']]);
  });

  it('follows an element path in XML, attributes and text included', () => {
    const mapping = compileExample(`from: { format: xml }
to: { format: xml, root: R }
map: { W: { map: { '#text': Z, '@u': Z/@d } }, I: { each: I, from: . } }`);
    const { documents } = runExample(mapping, { S: { Z: { '@d': 'kg', '#text': '5' }, I: ['a', 'b'] } });
    expect(documents[0]!.lineage.map((one) => [one.target, one.source?.path])).toEqual([
      ['/R/W/@u', '/S/Z/@d'],
      ['/R/W/#text', '/S/Z'],
      ['/R/I[1]', '/S/I[1]'],
      ['/R/I[2]', '/S/I[2]'],
    ]);
  });
});
