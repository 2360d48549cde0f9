import { describe, expect, it } from '@jest/globals';
import { matchesTopic, Routes } from './routes.js';

describe('matchesTopic', () => {
  it.each([
    ['a.b.c', 'a.b.c', true],
    ['a.b.c', 'a.b', false],
    ['a.*.c', 'a.b.c', true],
    ['a.*.c', 'a.c', false],
    ['*', '', false],
    ['#', '', true],
    ['#', 'a.b.c', true],
    ['a.#', 'a', true],
    ['a.#', 'b', false],
    ['#.c', 'a.b.c', true],
    ['#.b.#', 'a.b.c', true],
    ['#.*', 'a', true],
    ['a.#.b.#.c', 'a.x.b.c', true],
    ['a.#.b.#.c', 'a.x.y.c', false],
    ['a.b', 'A.b', false],
  ])('%p and %p: %p', (pattern, key, expected) => {
    expect(matchesTopic(pattern, key)).toBe(expected);
  });

  it('takes no longer for a pattern made to be slow', () => {
    const pattern = Array.from({ length: 60 }, () => '#.a').join('.');
    expect(matchesTopic(pattern, `${'a.'.repeat(120)}b`)).toBe(false);
  });
});

describe('Routes', () => {
  it('asks the alternate of an alternate, and ends when they go in a circle', () => {
    const routes = new Routes({
      exchanges: [
        { name: 'first', kind: 'direct', alternate: 'second' },
        { name: 'second', kind: 'direct', alternate: 'first' },
      ],
      queues: [{ name: 'q', consumer: 'partner' }],
      bindings: [{ exchange: 'second', queue: 'q', pattern: 'k' }],
    });
    expect(routes.queuesFor('first', 'k').map((queue) => queue.name)).toEqual(['q']);
    expect(routes.queuesFor('first', 'other')).toEqual([]);
  });

  it('names a queue once, however many of its bindings match', () => {
    const routes = new Routes({
      exchanges: [{ name: 't', kind: 'topic' }],
      queues: [{ name: 'q', consumer: 'partner' }],
      bindings: ['#', 'a.*', 'a.b'].map((pattern) => ({ exchange: 't', queue: 'q', pattern })),
    });
    expect(routes.queuesFor('t', 'a.b')).toHaveLength(1);
  });
});
