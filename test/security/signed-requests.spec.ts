import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readKey, signRequest } from '#libs/http-signatures';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';

describe('a signed message', () => {
  const secret = randomBytes(32);
  const body = Buffer.from(keyAccountOrder({ reference: 'DK2026031600001801', order: 'DD2026031601801' }));
  let hub: Installation;
  let keyAccounts: HubClient;

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'embedded' });
    keyAccounts = await hub.client('sys-1');
    await hub.gateway.secrets.put('sys-1', 'signature', secret, { actor: 'test' });
  });
  afterAll(() => hub.close());

  const signed = (keyId = 'signature', key = secret): Promise<Record<string, string>> => {
    const headers = { 'content-type': 'application/xml' };
    const request = { method: 'POST', url: `${hub.url}/v1/messages`, headers };
    return signRequest(request, body, { keyId, key: readKey(key) });
  };
  const sent = (client: HubClient, bytes: Buffer, headers: Record<string, string>) =>
    client.send(bytes, { contentType: 'application/xml', headers });

  it('is taken once; the same signature again is refused', async () => {
    const headers = await signed();
    expect((await sent(keyAccounts, body, headers)).status).toBe(202);
    const again = { status: 401, body: { title: 'signature-wrong', reason: 'replayed' } };
    expect(await sent(keyAccounts, body, headers)).toMatchObject(again);
  });

  it('is refused under another key, another’s name, and with another body', async () => {
    const wrong = { status: 401, body: { title: 'signature-wrong' } };
    expect(await sent(keyAccounts, body, await signed('signature', randomBytes(32)))).toMatchObject(wrong);
    expect(await sent(keyAccounts, body, await signed('webhook'))).toMatchObject(wrong);
    expect(await sent(await hub.client('sys-2'), body, await signed())).toMatchObject(wrong);
    const other = await sent(keyAccounts, Buffer.from('<OTHER/>'), await signed());
    expect(other).toMatchObject({ status: 400, body: { title: 'digest-wrong' } });
  });

  it('is good under the older version of a key whose newest is none', async () => {
    const { secrets } = hub.gateway;
    const key = randomBytes(32);
    for (const value of [key, Buffer.from('too short')])
      await secrets.put('sys-1', 'signature-b', value, { actor: 'test' });
    expect((await sent(keyAccounts, body, await signed('signature-b', key))).status).toBe(202);
    await secrets.put('sys-1', 'signature-c', Buffer.from('too short'), { actor: 'test' });
    const wrong = { status: 401, body: { title: 'signature-wrong', reason: 'wrong-key' } };
    expect(await sent(keyAccounts, body, await signed('signature-c', key))).toMatchObject(wrong);
  });

  it('may come without a signature only while none was agreed', async () => {
    expect((await sent(keyAccounts, body, {})).status).toBe(202);
    const partner = hub.gateway.configuration.current.routing.partner('sys-1')!;
    expect(partner.security).toEqual({ signature: 'optional' });
  });
});
