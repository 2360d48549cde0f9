import { describe, expect, it } from '@jest/globals';
import { fromPlainValue, openNode, type OpenNode } from '#libs/message';
import { compileExample, exampleContext, runExample } from '../testing/run-example.js';

const many = { a: Array.from({ length: 100 }, (_, index) => index) };
const loop = compileExample('map: { x: { each: a, map: { y: { count: /a } } } }');

describe('a run', () => {
  it.each([
    [{ maxInputNodes: 50 }, '50 source nodes'],
    [{ maxOutputNodes: 50 }, '50 target nodes'],
    [{ maxSteps: 1_000 }, '1000 steps'],
    [{ maxMs: -1 }, '-1 ms'],
  ])('ends with one issue and no document over the limit %j', (limits, expected) => {
    const { documents, issues } = runExample(loop, many, { limits });
    expect(documents).toEqual([]);
    expect(issues).toMatchObject([{ code: 'mapping-limit', expected }]);
  });

  it('refuses a source nested without end', () => {
    const root = openNode('object', '');
    let at: OpenNode = root;
    for (let depth = 0; depth < 2_000; depth++) {
      const child = openNode('object', 'a', at);
      at.children.push(child);
      at = child;
    }
    const document = { format: 'json' as const, charset: 'utf-8', root };
    expect(loop.run(document, exampleContext).issues).toMatchObject([{ code: 'mapping-limit' }]);
  });

  it('refuses texts that functions blow up', () => {
    const grow = `{ replace: { of: a, with: ${'a'.repeat(100)} } }`;
    const mapping = compileExample(`map: { x: { from: a, apply: [${`${grow}, `.repeat(5)} trim] } }`);
    expect(runExample(mapping, { a: 'aa' }).issues).toMatchObject([{ code: 'mapping-limit' }]);
  });

  it('gives the same for the same input, and runs do not see each other', () => {
    const root = fromPlainValue(many);
    const document = { format: 'json' as const, charset: 'utf-8', root };
    const [one, two] = [loop.run(document, exampleContext), loop.run(document, exampleContext)];
    expect(one.documents[0]!.lineage).toEqual(two.documents[0]!.lineage);
    expect(one.issues).toEqual(two.issues);
  });
});
