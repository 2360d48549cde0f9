import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import type { SignedCursors } from '#libs/interfaces';
import type { Operations } from './operations.js';
import { sealCursors } from './seal-cursors.js';

const answers: Readonly<Record<string, unknown>> = {
  '/page': { messages: [{ next: 'not a cursor' }], next: 'm-2' },
  '/last-page': { messages: [], next: null },
  '/one': { id: 'c-1', records: { items: [], next: 'r-9' } },
  '/numbered': { entries: [], next: 7 },
  '/list': [{ next: 'not a cursor' }],
  '/undocumented': { next: 'as it is' },
};

describe('the cursors in answers', () => {
  const app = fastify();
  let url: string;
  beforeAll(async () => {
    const operations = { of: (_: string, route: string) => (route === '/undocumented' ? undefined : {}) };
    const cursors = { sign: async (inner: string, holder: string) => `sealed ${inner} for ${holder}` };
    sealCursors(app, operations as unknown as Operations, cursors as unknown as SignedCursors);
    app.addHook('onRequest', async (request) => void Object.assign(request, { principal: { id: 'sys-1' } }));
    for (const [route, answer] of Object.entries(answers)) app.get(route, async () => answer);
    url = await app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => app.close());

  const answerOf = async (path: string): Promise<unknown> => (await fetch(url + path)).json();

  it('are sealed for the caller, that of the answer and that of a page inside it', async () => {
    expect(await answerOf('/page')).toEqual({
      messages: [{ next: 'not a cursor' }],
      next: 'sealed m-2 for sys-1',
    });
    expect(await answerOf('/one')).toEqual({
      id: 'c-1',
      records: { items: [], next: 'sealed r-9 for sys-1' },
    });
  });

  it('are the only thing that changes', async () => {
    for (const path of ['/last-page', '/numbered', '/list', '/undocumented'])
      expect(await answerOf(path)).toEqual(answers[path]);
  });
});
