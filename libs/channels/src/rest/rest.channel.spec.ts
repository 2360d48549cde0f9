import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  channelContext,
  channelSuite,
  outboundMessage,
  type ChannelPeer,
  type PeerBehaviour,
} from '../../test/channel-suite.js';
import { judgeStatus, retryAfterMs } from '../http/judge-status.js';
import { secretsIn } from './credentials.js';
import { restChannel } from './rest.channel.js';
import type { RestSettings } from './settings.schema.js';

interface Endpoint extends ChannelPeer<RestSettings> {
  readonly url: string;
  readonly headers: IncomingHttpHeaders[];
  answer: (response: ServerResponse) => void;
}

/** An endpoint that wants a bearer token. */
async function startEndpoint(): Promise<Endpoint> {
  const received: Buffer[] = [];
  const headers: IncomingHttpHeaders[] = [];
  let taken = 'newest-token-of-two';
  let behaviour: PeerBehaviour = 'accept';
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      headers.push(request.headers);
      if (request.headers.authorization !== `Bearer ${taken}`) return response.writeHead(401).end();
      if (behaviour === 'silence') return;
      if (behaviour === 'accept') received.push(Buffer.concat(pieces));
      endpoint.answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
  const answers: Record<PeerBehaviour, (response: ServerResponse) => void> = {
    accept: (response) => response.writeHead(202, { 'content-type': 'application/json' }).end('{"id":"P-1"}'),
    refuse: (response) => response.writeHead(422).end('no such station'),
    nonsense: (response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>'),
    silence: () => undefined,
  };
  const endpoint: Endpoint = {
    url,
    headers,
    answer: answers.accept,
    settings: { url, bearer: 'token' },
    nobodyThere: { url: 'http://127.0.0.1:1/in', bearer: 'token' },
    can: ['accept', 'refuse', 'nonsense', 'silence'],
    secrets: new Map([['token', [Buffer.from('newest-token-of-two')]]]),
    behave: (now) => {
      behaviour = now;
      endpoint.answer = answers[now];
    },
    received: async () => [...received],
    rotate: () => {
      taken = 'older-token-of-two';
      return new Map([['token', [Buffer.from('newest-token-of-two'), Buffer.from('older-token-of-two')]]]);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return endpoint;
}

channelSuite(restChannel, startEndpoint);

describe('a pushed message', () => {
  let endpoint: Endpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint();
  });
  afterAll(() => endpoint.close());

  it('carries the id of its delivery, its trace and a digest of its bytes', async () => {
    const traceParent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const message = outboundMessage({ attempt: 3, trace: { traceParent } });
    await restChannel.send(message, endpoint.settings, channelContext(endpoint.secrets));
    expect(endpoint.headers.at(-1)).toMatchObject({
      'idempotency-key': message.deliveryId,
      'content-digest': `sha-256=:${createHash('sha256').update(message.bytes).digest('base64')}:`,
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${message.fileName}"`,
      traceparent: traceParent,
      'bianzu-attempt': '3',
    });
  });

  it('comes back with the answer of the partner as its receipt', async () => {
    const outcome = await restChannel.send(
      outboundMessage(),
      endpoint.settings,
      channelContext(endpoint.secrets),
    );
    expect(outcome).toMatchObject({
      kind: 'accepted',
      answer: '202 {"id":"P-1"}',
      request: `POST ${endpoint.url}`,
    });
    expect(outcome.kind === 'accepted' && Buffer.from(outcome.receipt!).toString()).toBe('{"id":"P-1"}');
  });

  it('keeps nothing of our credentials, whatever the endpoint repeats', async () => {
    endpoint.answer = (response) => response.writeHead(422).end(`what is "Bearer newest-token-of-two" 甲`);
    const outcome = await restChannel.send(
      outboundMessage(),
      endpoint.settings,
      channelContext(endpoint.secrets),
    );
    expect(outcome).toMatchObject({ kind: 'refused', answer: '422 what is "Bearer ***" 甲' });
    const pair = Buffer.from('user:pass:word').toString('base64');
    expect(secretsIn(`Basic ${pair}`)).toEqual([pair, 'pass:word']);
    expect(secretsIn('Bearer xyz')).toEqual([]);
  });

  it('follows no redirect', async () => {
    const before = endpoint.headers.length;
    endpoint.answer = (response) => response.writeHead(307, { location: `${endpoint.url}/other` }).end();
    const outcome = await restChannel.send(
      outboundMessage(),
      endpoint.settings,
      channelContext(endpoint.secrets),
    );
    expect(outcome.kind).toBe('invalid-answer');
    expect(endpoint.headers.length).toBe(before + 1);
  });

  it('waits as long as the partner asks', async () => {
    endpoint.answer = (response) => response.writeHead(429, { 'retry-after': '120' }).end();
    const outcome = await restChannel.send(
      outboundMessage(),
      endpoint.settings,
      channelContext(endpoint.secrets),
    );
    expect(outcome).toMatchObject({ kind: 'unreachable', retryAfterMs: 120_000 });
  });

  it('does not fill memory with a long answer', async () => {
    endpoint.answer = (response) => response.writeHead(200).end('x'.repeat(5_000_000));
    const outcome = await restChannel.send(
      outboundMessage(),
      endpoint.settings,
      channelContext(endpoint.secrets),
    );
    expect(outcome.kind === 'accepted' && outcome.receipt!.byteLength).toBe(16 * 1_024);
  });
});

describe('the status of an answer', () => {
  it.each([
    [200, 'accepted'],
    [204, 'accepted'],
    [302, 'invalid-answer'],
    [400, 'refused'],
    [401, 'unreachable'],
    [404, 'unreachable'],
    [409, 'unreachable'],
    [410, 'gone'],
    [413, 'refused'],
    [422, 'refused'],
    [425, 'unreachable'],
    [429, 'unreachable'],
    [503, 'unreachable'],
  ] as const)('%i is %s', (status, kind) => {
    expect(judgeStatus(status)).toBe(kind);
  });

  it('comes with a time to wait in seconds or as a date', () => {
    const now = Date.UTC(2026, 2, 15, 8);
    expect(retryAfterMs('30', now)).toBe(30_000);
    expect(retryAfterMs('Sun, 15 Mar 2026 08:01:00 GMT', now)).toBe(60_000);
    expect(retryAfterMs('Sun, 15 Mar 2026 07:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('soon', now)).toBeUndefined();
  });
});
