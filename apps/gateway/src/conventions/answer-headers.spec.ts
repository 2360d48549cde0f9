import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { matches, tellInHeaders } from './answer-headers.js';
import { Operations } from './operations.js';

const operation = { operationId: 'old', responses: { '200': {}, '304': {} } };
const farewell = {
  'x-deprecated-at': '2026-11-01T00:00:00Z',
  'x-sunset': '2027-05-01T00:00:00Z',
  'x-successor': '/v2/things',
};

describe('headers of every answer', () => {
  const fastify = new FastifyAdapter().getInstance();
  let url: string;

  const ask = async (path: string, method = 'GET', headers: Record<string, string> = {}) => {
    const response = await fetch(new URL(path, url), { method, headers });
    return { status: response.status, body: await response.text(), headers: response.headers };
  };

  beforeAll(async () => {
    const paths = { '/v1/things': { get: { ...operation, ...farewell } } };
    tellInHeaders(fastify, new Operations({ paths, components: {} }));
    fastify.get('/v1/things', () => ({ things: [] }));
    url = await fastify.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => fastify.close());

  it('say that an operation is deprecated, when it ends and what takes its place', async () => {
    const { headers } = await ask('/v1/things');
    expect(['deprecation', 'sunset', 'link'].map((name) => headers.get(name))).toEqual([
      '@1793491200',
      'Sat, 01 May 2027 00:00:00 GMT',
      '</v2/things>; rel="successor-version"',
    ]);
  });

  it('have an ETag, by which an answer is not repeated', async () => {
    const { headers } = await ask('/v1/things');
    const known = { 'if-none-match': `"other", W/${headers.get('etag')}` };
    expect(await ask('/v1/things', 'GET', known)).toMatchObject({ status: 304, body: '' });
  });

  it('go on with the trace of the caller, and begin none', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { headers } = await ask('/v1/things', 'GET', { traceparent });
    expect(headers.get('traceresponse')).toMatch(
      /^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa)[0-9a-f]{16}-01$/,
    );
    expect((await ask('/v1/things')).headers.get('traceresponse')).toBeNull();
  });

  it('tell the methods of a path', async () => {
    const wrong = await ask('/v1/things?x=1', 'DELETE');
    expect({ status: wrong.status, allow: wrong.headers.get('allow') }).toEqual({
      status: 405,
      allow: 'GET, HEAD, OPTIONS',
    });
    expect(await ask('/v1/things', 'OPTIONS')).toMatchObject({ status: 204 });
    expect(await ask('/v1/nothing', 'OPTIONS')).toMatchObject({ status: 404 });
  });

  it('know an entity tag in a list, and the star', () => {
    expect(matches('"a", "b"', '"b"')).toBe(true);
    expect(matches('*', '"b"')).toBe(true);
    expect(matches('"a"', '"b"')).toBe(false);
    expect(matches(undefined, '"b"')).toBe(false);
  });
});
