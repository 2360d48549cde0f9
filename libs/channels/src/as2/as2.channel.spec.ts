import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { forgeIdentity } from '../../test/as2/forge-cms.js';
import { ForgePartner, type Unpacked } from '../../test/as2/forge-partner.js';
import { OpenSsl } from '../../test/as2/openssl.js';
import {
  channelContext,
  channelSuite,
  outboundMessage,
  type ChannelPeer,
  type PeerBehaviour,
} from '../../test/channel-suite.js';
import type { OutboundMessage, SendOutcome } from '../index.js';
import { as2Channel } from './as2.channel.js';
import { deliveryOf } from './message-id.js';
import type { As2Settings } from './settings.js';

type Answer = (response: ServerResponse, headers: IncomingHttpHeaders, body: Buffer) => void;
interface Peer extends ChannelPeer<As2Settings> {
  readonly partner: ForgePartner;
  readonly unpacked: Unpacked[];
  readonly headers: IncomingHttpHeaders[];
  answer: Answer;
}

async function startPeer(): Promise<Peer> {
  const openssl = new OpenSsl();
  const [newest, older, theirs] = ['newest', 'older', 'theirs'].map((name) => openssl.identity(name)) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  openssl.close();
  const { certificate: ours } = forgeIdentity(newest);
  const partner = new ForgePartner(forgeIdentity(theirs), [ours]);
  const unpacked: Unpacked[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const accept: Answer = (response, given, body) => {
    const id = String(given['message-id']);
    try {
      const found = partner.unpack(given, body);
      unpacked.push(found);
      reply(response, partner.mdn(id, 'processed', found.mic));
    } catch (error) {
      reply(response, partner.mdn(id, `processed/error: ${(error as Error).message}`, undefined));
    }
  };
  const answers: Record<PeerBehaviour, Answer> = {
    accept,
    refuse: (response, given) =>
      reply(
        response,
        partner.mdn(String(given['message-id']), 'processed/error: integrity-check-failed', 'x'),
      ),
    nonsense: (response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>'),
    silence: () => undefined,
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      headers.push(request.headers);
      peer.answer(response, request.headers, Buffer.concat(pieces));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/as2`;
  const names = { as2From: 'BIANZU', as2To: 'PARTNER ONE' };
  const certificate = Buffer.from(theirs.toString().slice(theirs.indexOf('-----BEGIN CERTIFICATE')));
  const peer: Peer = {
    partner,
    unpacked,
    headers,
    answer: accept,
    settings: { url, ...names },
    nobodyThere: { url: 'http://127.0.0.1:1/as2', ...names },
    can: ['accept', 'refuse', 'nonsense', 'silence'],
    // the certificate is public: only our key is a secret
    secrets: new Map([
      ['as2-identity', [newest]],
      ['as2-certificate', [certificate]],
    ]),
    behave: (now) => {
      peer.answer = answers[now];
    },
    received: async () => unpacked.map(({ content }) => content),
    rotate: () => {
      partner.trusted = [forgeIdentity(older).certificate];
      return new Map([...peer.secrets, ['as2-identity', [newest, older]]]);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return peer;
}

function reply(response: ServerResponse, { type, body }: { type: string; body: Buffer }): void {
  response.writeHead(200, { 'content-type': type }).end(body);
}

channelSuite(as2Channel, startPeer);

describe('a transmission to a partner whose AS2 is another', () => {
  let peer: Peer;
  beforeAll(async () => {
    peer = await startPeer();
  });
  afterAll(() => peer.close());

  const send = (
    more: Partial<As2Settings> = {},
    given: Partial<OutboundMessage> = {},
  ): Promise<SendOutcome> =>
    as2Channel.send(outboundMessage(given), { ...peer.settings, ...more }, channelContext(peer.secrets));

  it.each([
    [{}, ['enveloped-data', 'signed']],
    [{ encrypt: 'none' }, ['signed']],
    [{ sign: 'none' }, ['enveloped-data']],
    [{ compress: 'before-signing' }, ['enveloped-data', 'signed', 'compressed-data']],
    [{ compress: 'after-signing' }, ['enveloped-data', 'compressed-data', 'signed']],
    [{ compress: 'before-signing', encrypt: 'none' }, ['signed', 'compressed-data']],
    [{ compress: 'before-signing', encrypt: 'none', sign: 'none' }, ['compressed-data']],
    [{ encrypt: 'aes-128-cbc' }, ['enveloped-data', 'signed']],
    [{ encrypt: 'none', sign: 'none' }, []],
  ] as const)('%j is unpacked, its MIC is the same on both sides', async (how, steps) => {
    peer.behave('accept');
    const fileName = '运单 1.edi';
    const outcome = await send(how, { fileName, contentType: 'application/edifact' });
    expect(outcome).toMatchObject({ kind: 'accepted', receipt: expect.anything() });
    const found = peer.unpacked.at(-1)!;
    expect(found.steps).toEqual(steps);
    expect(found.head).toContain('application/edifact');
    expect(found.head).toContain(`filename*=UTF-8''${encodeURIComponent(fileName)}`);
  });

  it('says its names, its version and what it wants, and has the same Message-ID at every attempt', async () => {
    const message = outboundMessage();
    for (const attempt of [1, 2])
      await as2Channel.send({ ...message, attempt }, peer.settings, channelContext(peer.secrets));
    const [first, second] = peer.headers.slice(-2);
    expect(first).toMatchObject({
      'as2-version': '1.2',
      'as2-from': 'BIANZU',
      'as2-to': '"PARTNER ONE"',
      'ediint-features': 'AS2-Reliability',
      'disposition-notification-options': expect.stringContaining('sha-256'),
    });
    expect(second!['message-id']).toBe(first!['message-id']);
    expect(deliveryOf(String(first!['message-id']))).toBe(message.deliveryId);
  });

  it('waits for an asynchronous MDN as long as agreed, and says where it goes', async () => {
    peer.answer = (response) => response.writeHead(200).end();
    const mdnUrl = 'https://hub.example/as2/mdn';
    const outcome = await send({ mdn: 'async', mdnUrl, mdnWithinMinutes: 5 });
    expect(outcome).toMatchObject({ kind: 'accepted', receiptWithinMs: 300_000 });
    expect(peer.headers.at(-1)).toMatchObject({ 'receipt-delivery-option': mdnUrl });
  });

  const wrong: [
    string,
    (partner: ForgePartner, id: string, mic: string) => { type: string; body: Buffer },
  ][] = [
    ['of other content', (partner, id) => partner.mdn(id, 'processed', `${'A'.repeat(43)}=, sha-256`)],
    ['without a MIC', (partner, id) => partner.mdn(id, 'processed', undefined)],
    ['of another message', (partner, _, mic) => partner.mdn('<other@x>', 'processed', mic)],
    [
      'that was changed',
      (partner, id, mic) => {
        const { type, body } = partner.mdn(id, 'processed/error: x', mic);
        return {
          type,
          body: Buffer.from(body.toString('latin1').replace('processed/error: x', 'processed'), 'latin1'),
        };
      },
    ],
    [
      'that is not signed',
      (partner, id, mic) => {
        const text = partner.mdn(id, 'processed', mic).body.toString('latin1');
        const report = text.slice(text.indexOf('--report-1'), text.indexOf('\r\n--signed-1', 20));
        return { type: 'multipart/report; boundary="report-1"', body: Buffer.from(report, 'latin1') };
      },
    ],
    [
      'that somebody else has signed',
      (_, id, mic) => {
        const openssl = new OpenSsl();
        const stranger = new ForgePartner(forgeIdentity(openssl.identity('theirs')), []);
        openssl.close();
        return stranger.mdn(id, 'processed', mic);
      },
    ],
  ];
  it.each(wrong)('does not believe an MDN %s', async (_, make) => {
    peer.answer = (response, headers, body) => {
      const { mic } = peer.partner.unpack(headers, body);
      reply(response, make(peer.partner, String(headers['message-id']), mic));
    };
    expect(await send()).toMatchObject({ kind: 'invalid-answer' });
  });

  it('is refused in the words of the partner', async () => {
    peer.behave('refuse');
    expect(await send()).toMatchObject({
      kind: 'refused',
      detail: 'processed/error: integrity-check-failed (an answer of the partner)',
    });
  });
});
