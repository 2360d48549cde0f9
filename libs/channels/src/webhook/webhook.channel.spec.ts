import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import {
  channelContext,
  channelSuite,
  outboundMessage,
  type ChannelPeer,
  type PeerBehaviour,
} from '../../test/channel-suite.js';
import type { SendOutcome } from '../channel.js';
import type { WebhookSettings } from './settings.schema.js';
import { newSecret } from './signing-key.js';
import { webhookChannel } from './webhook.channel.js';

const [older, newer] = [newSecret('v1').secret, newSecret('v1').secret];

interface Endpoint extends ChannelPeer<WebhookSettings> {
  readonly ids: string[];
  answer: (response: ServerResponse, request: IncomingMessage) => void;
}

/** As the library of Standard Webhooks finds, which reads text only; of other bytes as the standard says. */
function verifies(secret: string, body: Buffer, { headers }: IncomingMessage): boolean {
  if (headers['content-type']?.includes('json') !== true) {
    const hmac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'));
    const signed = [`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.`, body];
    for (const piece of signed) hmac.update(piece);
    return String(headers['webhook-signature'])
      .split(' ')
      .includes(`v1,${hmac.digest('base64')}`);
  }
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

/** An endpoint that believes only what verifies. */
async function startEndpoint(): Promise<Endpoint> {
  let trusted = newer;
  let behaviour: PeerBehaviour = 'accept';
  const received: Buffer[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces);
      if (!verifies(trusted, body, request)) return response.writeHead(400).end();
      endpoint.ids.push(request.headers['webhook-id'] as string);
      if (behaviour === 'accept') received.push(body);
      endpoint.answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  const answers: Record<PeerBehaviour, Endpoint['answer']> = {
    // what a handler of Express sends that says no more than "ok"
    accept: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('ok'),
    refuse: (response) => response.writeHead(422).end('no'),
    nonsense: (_, { socket }) => socket.end('220 mail.partner.example ESMTP\r\n'),
    silence: () => undefined,
  };
  const endpoint: Endpoint = {
    ids: [],
    answer: answers.accept,
    settings: { url, secret: 'signing' },
    nobodyThere: { url: 'http://127.0.0.1:1/hooks', secret: 'signing' },
    can: ['accept', 'refuse', 'nonsense', 'silence'],
    secrets: new Map([['signing', [Buffer.from(newer)]]]),
    behave: (now) => {
      behaviour = now;
      endpoint.answer = answers[now];
    },
    received: async () => [...received],
    rotate: () => {
      trusted = older;
      return new Map([['signing', [Buffer.from(newer), Buffer.from(older)]]]);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return endpoint;
}

channelSuite(webhookChannel, startEndpoint);

describe('a webhook', () => {
  let endpoint: Endpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint();
  });
  afterAll(() => endpoint.close());

  const send = (given: Parameters<typeof outboundMessage>[0] = {}): Promise<SendOutcome> =>
    webhookChannel.send(outboundMessage(given), endpoint.settings, channelContext(endpoint.secrets));

  it('has the id of its event at every delivery, and that of its delivery when it is no event', async () => {
    const event = {
      contentType: 'application/cloudevents+json; charset=utf-8',
      bytes: Buffer.from('{"specversion":"1.0","id":"evt-1"}'),
    };
    await send(event);
    await send(event);
    const { deliveryId } = outboundMessage();
    await send({ deliveryId });
    expect(endpoint.ids).toEqual(['evt-1', 'evt-1', `msg-${deliveryId}`]);
  });

  it('that the endpoint wants no more of is over; one that it redirects is not followed', async () => {
    endpoint.answer = (response) => response.writeHead(410).end();
    expect(await send()).toMatchObject({ kind: 'gone' });
    const before = endpoint.ids.length;
    endpoint.answer = (response) => response.writeHead(308, { location: '/elsewhere' }).end();
    expect(await send()).toMatchObject({ kind: 'invalid-answer', detail: 'HTTP status 308' });
    expect(endpoint.ids.length).toBe(before + 1);
  });

  it('goes nowhere that the installation does not allow', async () => {
    const strict = { ...channelContext(endpoint.secrets), outbound: undefined };
    const outcome = await webhookChannel.send(outboundMessage(), endpoint.settings, strict);
    expect(outcome).toMatchObject({ kind: 'unreachable', detail: expect.stringContaining('only https') });
  });

  it('waits for a secret that is one', async () => {
    const secrets = new Map([['signing', [Buffer.from('plain text')]]]);
    const outcome = await webhookChannel.send(outboundMessage(), endpoint.settings, channelContext(secrets));
    expect(outcome).toMatchObject({ kind: 'unreachable', detail: expect.stringContaining('whsec_') });
  });
});
