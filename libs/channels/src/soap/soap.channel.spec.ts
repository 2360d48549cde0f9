import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import {
  channelSuite,
  outboundMessage,
  type ChannelPeer,
  type PeerBehaviour,
} from '../../test/channel-suite.js';
import type { GuardedAnswer } from '../http/guarded-answer.js';
import { judgeTechnicalAck } from './judge-technical-ack.js';
import type { SoapSettings } from './settings.schema.js';
import { soapChannel } from './soap.channel.js';
import { uicEnvelope } from './uic-envelope.js';

const ack = (status: string): string =>
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><n:UICMessageResponse xmlns:n="http://uic.cc.org/UICMessage">' +
  `<return><LI_TechnicalAck><ResponseStatus>${status}</ResponseStatus></LI_TechnicalAck></return></n:UICMessageResponse></s:Body></s:Envelope>`;

function contentOf(envelope: string): string {
  return /<message>(.*)<\/message>/s.exec(envelope)![1]!;
}

/** The common interface of another railway, which wants a token. */
async function startPeer(): Promise<ChannelPeer<SoapSettings>> {
  const received: Buffer[] = [];
  let behaviour: PeerBehaviour = 'accept';
  let taken = 'newest-token-of-two';
  const answers: Record<PeerBehaviour, (response: ServerResponse) => void> = {
    accept: (response) => response.end(ack('ACK')),
    refuse: (response) => response.end(ack('NACK')),
    nonsense: (response) => response.end('<html>Log in</html>'),
    silence: () => undefined,
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      if (request.headers.authorization !== `Bearer ${taken}`) return response.writeHead(401).end();
      const content = contentOf(Buffer.concat(pieces).toString('utf8'));
      if (behaviour === 'accept') received.push(Buffer.from(content, 'base64'));
      answers[behaviour](response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const settings = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ci`,
    liHost: 'ci.bianzu.example',
    bearer: 'token',
  };
  return {
    settings,
    nobodyThere: { ...settings, url: 'http://127.0.0.1:1/ci' },
    can: ['accept', 'refuse', 'nonsense', 'silence'],
    secrets: new Map([['token', [Buffer.from('newest-token-of-two')]]]),
    behave: (now) => {
      behaviour = now;
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
}

channelSuite(soapChannel, startPeer);

describe('a message for the common interface', () => {
  const xml = '<A xmlns="urn:a">站</A>';
  const message = outboundMessage({
    contentType: 'application/xml',
    bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`),
  });
  const liHost = 'ci.bianzu.example';

  it('that is XML stands there as it is, without its declaration', () => {
    const envelope = uicEnvelope(message, { liHost });
    expect(contentOf(envelope)).toBe(xml);
    expect(envelope).toContain(`<h:messageIdentifier>${message.deliveryId}</h:messageIdentifier>`);
  });

  it('is compressed when that was agreed', () => {
    const content = contentOf(uicEnvelope(message, { liHost, compressed: true }));
    expect(gunzipSync(Buffer.from(content, 'base64'))).toEqual(message.bytes);
  });

  it.each([
    [200, ack('ACK').replaceAll('<', '&lt;'), 'accepted'],
    [200, ack('MAYBE'), 'invalid-answer'],
    [500, '<f><faultcode>soap:Client</faultcode><faultstring>no</faultstring></f>', 'refused'],
    [500, '<f><faultcode>soap:Server</faultcode></f>', 'unreachable'],
    [500, 'oh', 'unreachable'],
    [503, ack('ACK'), 'unreachable'],
  ])('answered by %i %s is %s', (status, body, kind) => {
    const answer: GuardedAnswer = {
      kind: 'answer',
      status,
      headers: {},
      body: Buffer.from(body),
      truncated: false,
      latencyMs: 1,
    };
    expect(judgeTechnicalAck(answer).kind).toBe(kind);
  });
});
