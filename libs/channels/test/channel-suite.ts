import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as newId } from 'uuid';
import {
  settingsMistakes,
  type Channel,
  type ChannelContext,
  type OutboundMessage,
  type OutboundPolicy,
  type SendOutcome,
} from '../src/index.js';

/** What a peer may do with what it gets. */
export type PeerBehaviour = 'accept' | 'refuse' | 'nonsense' | 'silence';

/** The partner's side of a channel: a real server, folder or mailbox that a spec has started. */
export interface ChannelPeer<S extends object> {
  /** Aimed at the peer. */
  readonly settings: S;
  /** The same, aimed at where nobody listens. */
  readonly nobodyThere: S;
  /** What of `PeerBehaviour` such a peer can do; a folder, for instance, never talks nonsense. */
  readonly can: readonly PeerBehaviour[];
  /** Secrets by name, the newest first; `sent` are those of them that the other side may see. */
  readonly secrets: ReadonlyMap<string, readonly Buffer[]>;
  behave(behaviour: PeerBehaviour): void;
  /** The bytes that have arrived whole, in order. */
  received(): Promise<readonly Buffer[]>;
  /** From now on the peer takes only the older of two secrets, whose names and values it gives; absent when the channel has none. */
  readonly rotate?: () => ReadonlyMap<string, readonly Buffer[]>;
  close(): Promise<void>;
}

/** Lets connections to this machine out: peers of tests are here. */
export const thisMachine: OutboundPolicy = { http: true, ports: 'any', networks: ['127.0.0.0/8', '::1/128'] };

/** A message on its way to a partner of tests. */
export function outboundMessage(given: Partial<OutboundMessage> = {}): OutboundMessage {
  const deliveryId = newId();
  return {
    deliveryId,
    attempt: 1,
    kind: 'message',
    partner: 'partner',
    destination: 'partner-status',
    messageType: 'canonical/transport-status/1',
    contentType: 'application/json',
    fileName: `${deliveryId}.json`,
    bytes: Buffer.from(`{"运单":"${deliveryId}"}`),
    createdAt: '2026-03-15T08:00:00.000Z',
    ...given,
  };
}

/** The house around a channel, with these secrets. */
export function channelContext(
  secrets: ReadonlyMap<string, readonly Buffer[]>,
  signal: AbortSignal = AbortSignal.timeout(20_000),
): ChannelContext {
  return { secrets: async (name) => secrets.get(name) ?? [], signal, outbound: thisMachine };
}

/**
 * What every channel has to do, against a real peer.
 * @param start starts a peer that accepts
 */
export function channelSuite<S extends object>(
  channel: Channel<S>,
  start: () => Promise<ChannelPeer<S>>,
): void {
  describe(`the channel ${channel.name}`, () => {
    let peer: ChannelPeer<S>;
    const send = (
      message: OutboundMessage,
      settings: S = peer.settings,
      context: ChannelContext = channelContext(peer.secrets),
    ): Promise<SendOutcome> => channel.send(message, settings, context);

    beforeAll(async () => {
      peer = await start();
    });
    afterAll(() => peer.close());

    it('has examples and settings that obey its schema, and nothing else does', () => {
      for (const settings of [...channel.examples, peer.settings])
        expect(settingsMistakes(channel.name, settings)).toEqual([]);
      expect(settingsMistakes(channel.name, { ...peer.settings, unheardOf: 1 })).not.toEqual([]);
    });

    it('hands over exact bytes, once', async () => {
      const bytes = Buffer.concat([Buffer.from('货物\r\n\u0000'), Buffer.alloc(100_000, 0xe7)]);
      peer.behave('accept');
      const before = (await peer.received()).length;
      expect(await send(outboundMessage({ bytes, contentType: 'application/octet-stream' }))).toMatchObject({
        kind: 'accepted',
      });
      const arrived = (await peer.received()).slice(before);
      expect(arrived.map((one) => one.equals(bytes))).toEqual([true]);
    });

    it('tells a final refusal from everything that may pass', async () => {
      if (!peer.can.includes('refuse')) return expect(peer.can).not.toContain('refuse');
      peer.behave('refuse');
      const outcome = await send(outboundMessage());
      expect(outcome).toMatchObject({ kind: 'refused', detail: expect.stringMatching(/./) });
    });

    it('takes nonsense for no answer', async () => {
      if (!peer.can.includes('nonsense')) return expect(peer.can).not.toContain('nonsense');
      peer.behave('nonsense');
      expect(await send(outboundMessage())).toMatchObject({ kind: 'invalid-answer' });
    });

    it('gives up a peer that says nothing when it is told to', async () => {
      if (!peer.can.includes('silence')) return expect(peer.can).not.toContain('silence');
      peer.behave('silence');
      const context = channelContext(peer.secrets, AbortSignal.timeout(300));
      const outcome = await send(outboundMessage(), peer.settings, context);
      expect(['timeout', 'unreachable']).toContain(outcome.kind);
    });

    it('sends nothing when it is told to stop before', async () => {
      peer.behave('accept');
      const before = (await peer.received()).length;
      const outcome = await send(
        outboundMessage(),
        peer.settings,
        channelContext(peer.secrets, AbortSignal.abort()),
      );
      expect(['timeout', 'unreachable']).toContain(outcome.kind);
      expect((await peer.received()).length).toBe(before);
    });

    it('says that nobody is there when nobody is', async () => {
      expect(await send(outboundMessage(), peer.nobodyThere)).toMatchObject({ kind: 'unreachable' });
    });

    it('gets through with the older of two secrets', async () => {
      if (peer.rotate === undefined) return expect(peer.secrets.size).toBe(0);
      peer.behave('accept');
      const secrets = peer.rotate();
      const outcome = await send(outboundMessage(), peer.settings, channelContext(secrets));
      expect(outcome.kind).toBe('accepted');
    });

    it('is not there when its secret is not', async () => {
      if (peer.secrets.size === 0) return expect(peer.rotate).toBeUndefined();
      const outcome = await send(outboundMessage(), peer.settings, channelContext(new Map()));
      expect(outcome.kind).toBe('unreachable');
    });

    it('keeps no secret with what passed', async () => {
      for (const behaviour of peer.can) {
        peer.behave(behaviour);
        const context = channelContext(peer.secrets, AbortSignal.timeout(2_000));
        const record = JSON.stringify(await send(outboundMessage(), peer.settings, context));
        for (const secret of [...peer.secrets.values()].flat()) {
          const text = secret.toString('utf8');
          const lines = text.split('\n').filter((line) => line.length > 5 && !line.startsWith('-----'));
          for (const line of [text, ...lines]) expect(record).not.toContain(line);
        }
      }
    });
  });
}
