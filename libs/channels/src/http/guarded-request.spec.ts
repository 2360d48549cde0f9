import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { guardedRequest, type GuardedRequest } from './guarded-request.js';
import type { GuardedAnswer } from './guarded-answer.js';
import type { OutboundPolicy } from './outbound-policy.js';

const local: OutboundPolicy = { http: true, ports: 'any', networks: ['127.0.0.0/8'] };
const limits = { connectMs: 500, totalMs: 500, answerBytes: 1_000 };
const url = (server: { address(): unknown }, host = '127.0.0.1'): string =>
  `http://${host}:${(server.address() as AddressInfo).port}/in`;

describe('a guarded request', () => {
  let answerWith: RequestListener;
  let server: Server;
  let requests: string[];

  beforeEach(async () => {
    requests = [];
    answerWith = (_request, response) => void response.end('taken');
    server = createServer((request, response) => {
      requests.push(`${request.method} ${request.headers.host}`);
      answerWith(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const ask = (more: Partial<GuardedRequest> = {}): Promise<GuardedAnswer> =>
    guardedRequest({ url: url(server), method: 'POST', allow: local, limits, ...more });

  it('carries body and headers, and brings the answer', async () => {
    answerWith = (request, response) => {
      response.setHeader('x-seen', `${request.headers['content-type']} ${request.headers['content-length']}`);
      request.pipe(response);
    };
    const answer = await ask({
      body: Buffer.from('{"a":1}'),
      headers: { 'Content-Type': 'application/json' },
    });
    expect(answer).toMatchObject({ kind: 'answer', status: 200, body: Buffer.from('{"a":1}') });
    expect(answer).toMatchObject({ headers: { 'x-seen': 'application/json 7' }, truncated: false });
  });

  it('makes the headers that frame a message itself', async () => {
    await ask({
      headers: { Host: 'other.example', 'Content-Length': '999', 'Transfer-Encoding': 'chunked' },
    });
    expect(requests).toEqual([`POST 127.0.0.1:${(server.address() as AddressInfo).port}`]);
  });

  it('follows no redirect', async () => {
    answerWith = (_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end();
    expect(await ask()).toMatchObject({ kind: 'answer', status: 302 });
    expect(requests).toHaveLength(1);
  });

  it('looks a name up once and connects to what was checked, whatever the name says later', async () => {
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    const resolve = async (): Promise<string[]> => answers.shift()!;
    const rebinding = { url: url(server, 'partner.example'), allow: { ...local, resolve } };
    expect(await ask(rebinding)).toMatchObject({ kind: 'answer' });
    expect(await ask(rebinding)).toMatchObject({ kind: 'forbidden', reason: 'address' });
    expect(requests).toEqual([`POST partner.example:${(server.address() as AddressInfo).port}`]);
  });

  it('sends nothing to a name of which one address is forbidden', async () => {
    const resolve = async (): Promise<string[]> => ['127.0.0.1', '10.0.0.1'];
    const answer = await ask({ url: url(server, 'partner.example'), allow: { ...local, resolve } });
    expect(answer).toMatchObject({ kind: 'forbidden' });
    expect(requests).toEqual([]);
  });

  it('tells the same of a name that does not exist and of one inside the network', async () => {
    const inside = await ask({
      url: 'http://inside.example/',
      allow: { ...local, resolve: async () => ['10.1.1.1'] },
    });
    const nowhere = await ask({
      url: 'http://nowhere.example/',
      allow: { ...local, resolve: async () => Promise.reject(new Error('ENOTFOUND')) },
    });
    expect(inside).toMatchObject({ detail: (nowhere as { detail: string }).detail });
  });

  it('reads of an answer only as much as it is to', async () => {
    answerWith = (_request, response) => void response.end('x'.repeat(5_000));
    expect(await ask()).toMatchObject({ status: 200, truncated: true, body: Buffer.from('x'.repeat(1_000)) });
  });

  it('takes the status of an answer whose body never ends', async () => {
    answerWith = (_request, response) => void response.writeHead(202).write('ta');
    expect(await ask({ limits: { ...limits, totalMs: 100 } })).toMatchObject({
      kind: 'answer',
      status: 202,
      truncated: true,
    });
  });

  it('gives up after its time, and when it is told to', async () => {
    const asked = new AbortController();
    answerWith = () => asked.abort();
    expect(await ask({ signal: asked.signal })).toMatchObject({ kind: 'timeout' });
    answerWith = () => undefined;
    expect(await ask({ limits: { ...limits, totalMs: 50 } })).toMatchObject({ kind: 'timeout' });
    expect(await ask({ signal: AbortSignal.abort() })).toMatchObject({ kind: 'unreachable' });
    expect(requests).toHaveLength(2);
  });

  it('notices an answer that is none', async () => {
    const answers: ((socket: Socket) => void)[] = [
      (socket) => socket.end('SSH-2.0-OpenSSH_9.7\r\n'),
      (socket) => socket.destroy(),
    ];
    const odd = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => answers.shift()!(socket));
    });
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const details = [await ask({ url: url(odd) }), await ask({ url: url(odd) })];
    odd.close();
    expect(details).toEqual([
      { kind: 'broken', detail: expect.stringContaining('not HTTP') },
      { kind: 'broken', detail: expect.stringContaining('without an answer') },
    ]);
  });

  it('says so when nobody listens, and when a server without TLS is to speak it', async () => {
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const address = url(closed);
    await new Promise((resolve) => closed.close(resolve));
    expect(await ask({ url: address })).toEqual({
      kind: 'unreachable',
      detail: 'no connection: ECONNREFUSED',
    });
    expect(await ask({ url: url(server).replace('http', 'https') })).toMatchObject({ kind: 'unreachable' });
  });
});
