import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Credentials } from '#libs/partners';
import { forgeIdentity } from '../../libs/channels/test/as2/forge-cms.js';
import { ForgePartner } from '../../libs/channels/test/as2/forge-partner.js';
import { startWithAs2, type As2Installation } from '../support/as2-installation.js';
import { As2Sender, type Typed } from '../support/as2-sender.js';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { keyAccountOrder } from '../support/samples.js';
import type { MessageView } from '../support/views.js';

const processed = 'automatic-action/MDN-sent-automatically; processed';
const failing = (modifier: string): string => `${processed}/error: ${modifier}`;
const micOf = (bytes: Buffer): string => `${createHash('sha256').update(bytes).digest('base64')}, sha-256`;
let number = 3_000;
const order = (): Buffer => {
  number += 1;
  return keyAccountOrder({ reference: `DK202603160000${number}`, order: `DD202603160${number}` });
};

describe('messages that come by AS2', () => {
  const sender = new As2Sender({ from: 'KEY ACCOUNTS', to: 'BIANZU-RAIL' });
  let installation: As2Installation;
  let operator: HubClient;

  const taken = async (): Promise<MessageView[]> => operator.search({ sender: 'sys-1', limit: '100' });
  const takesNothing = async (send: () => Promise<unknown>): Promise<void> => {
    const before = (await taken()).length;
    await send();
    expect(await taken()).toHaveLength(before);
  };
  const kept = <Row extends object>(messageId: string, columns: string): Promise<Row[]> =>
    installation.hub.gateway.dataSource.query(
      `SELECT ${columns} FROM as2_transmission t WHERE message_id = $1 ORDER BY received_at`,
      [messageId],
    );

  beforeAll(async () => {
    const terms = ', receive: { unsigned: with-token }';
    installation = await startWithAs2(sender, 'http://127.0.0.1:9/as2', terms);
    operator = await installation.hub.client('operator');
  });
  afterAll(() => installation.close());
  afterAll(() => sender.close());

  it('are in the journal, byte for byte, when the signed MDN with their MIC is there', async () => {
    const content = order();
    const entity = sender.entity(content);
    const messageId = '<openssl-1@partner>';
    const sealed = sender.encryptedByOpenSsl(sender.signedByOpenSsl(entity));
    const answer = await sender.post(installation.as2, sealed, { 'message-id': messageId });
    expect(answer.status).toBe(200);
    expect(sender.verified(answer)).toMatchObject({
      disposition: processed,
      originalMessageId: messageId,
      mic: micOf(entity),
    });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'as2-version': '1.2',
      'as2-from': 'BIANZU-RAIL',
      'as2-to': '"KEY ACCOUNTS"',
      'ediint-features': 'AS2-Reliability',
    });
    const [row] = await kept<{ body: Buffer; id: string }>(
      messageId,
      `journal_id AS id, (SELECT string_agg(bytes, ''::bytea ORDER BY part) FROM as2_transmission_part p WHERE p.transmission_id = t.id) AS body`,
    );
    expect(row!.body.equals(sealed.body)).toBe(true);
    expect(await operator.raw(`/v1/messages/${row!.id}/raw`)).toEqual(content);
    expect(await operator.settled(row!.id)).toMatchObject({
      state: 'accepted',
      sender: 'sys-1',
      channel: 'as2',
      fileName: 'order.xml',
    });
  });

  it.each([
    ['signed by OpenSSL', () => sender.signedByOpenSsl(sender.entity(order()))],
    [
      'in lines of its own',
      () => sender.signedByOpenSsl(Buffer.from('Content-Type: text/xml\n\n<a>\n</a>\n')),
    ],
    ['AES-128', () => sender.encryptedByOpenSsl(sender.signedByOpenSsl(sender.entity(order())), '-aes128')],
    ['AES-192', () => sender.encryptedByOpenSsl(sender.signedByOpenSsl(sender.entity(order())), '-aes192')],
    [
      'AES-256-GCM',
      () => sender.encryptedByOpenSsl(sender.signedByOpenSsl(sender.entity(order())), '-aes-256-gcm'),
    ],
    ['node-forge', () => sender.sealedByForge(sender.entity(order()), 'never')],
    ['compressed before signing', () => sender.sealedByForge(sender.entity(order()), 'before')],
    ['compressed after signing', () => sender.sealedByForge(sender.entity(order()), 'after')],
  ])('are taken in: %s', async (_, make) => {
    const answer = await sender.post(installation.as2, make());
    expect(sender.verified(answer)).toMatchObject({
      disposition: processed,
      mic: expect.stringContaining('='),
    });
  });

  it('get the MDN of the first time when they come again, and conflict when their content is another', async () => {
    const entity = sender.entity(order());
    const id = { 'message-id': '<again@partner>' };
    const first = await sender.post(
      installation.as2,
      sender.encryptedByOpenSsl(sender.signedByOpenSsl(entity)),
      id,
    );
    const again = await sender.post(
      installation.as2,
      sender.encryptedByOpenSsl(sender.signedByOpenSsl(entity)),
      id,
    );
    expect(again.body.equals(first.body)).toBe(true);
    expect(again.headers.get('message-id')).toBe(first.headers.get('message-id'));
    const other = await sender.post(installation.as2, sender.signedByOpenSsl(sender.entity(order())), id);
    expect(sender.verified(other).disposition).toBe(failing('unexpected-processing-error'));
    expect(await kept(id['message-id'], 'state')).toEqual([{ state: 'processed' }, { state: 'refused' }]);
  });

  it('come once although they come ten times at once', async () => {
    const sealed = sender.signedByOpenSsl(sender.entity(order()));
    const before = (await taken()).length;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        sender.post(installation.as2, sealed, { 'message-id': '<ten@partner>' }),
      ),
    );
    expect(new Set(answers.map(({ body }) => body.toString())).size).toBe(1);
    expect(await taken()).toHaveLength(before + 1);
  });

  it.each([
    [
      'with the content inside the signature',
      () => ({ typed: sender.opaqueByOpenSsl(sender.entity(order())) }),
    ],
    [
      'with the content inside the signature, encrypted',
      () => ({ typed: sender.encryptedByOpenSsl(sender.opaqueByOpenSsl(sender.entity(order()))) }),
    ],
    [
      'in base64',
      () => sender.inBase64(sender.encryptedByOpenSsl(sender.signedByOpenSsl(sender.entity(order())))),
    ],
    [
      'with names in quotes and a Message-ID made of them',
      () => ({
        typed: sender.signedByOpenSsl(sender.entity(order())),
        headers: { 'as2-from': ' "KEY ACCOUNTS" ', 'message-id': '<1@KEY ACCOUNTS_BIANZU-RAIL>' },
      }),
    ],
    [
      'with the options of the MDN in another order, an older spelling and an unknown one',
      () => ({
        typed: sender.signedByOpenSsl(sender.entity(order())),
        headers: {
          'disposition-notification-options':
            'Signed-Receipt-MicAlg=Optional,md5,"RSA-SHA256" ;x-colour=optional,blue; signed-receipt-protocol=Required,PKCS7-signature',
        },
      }),
    ],
  ] as const)('are taken in: %s', async (_, make) => {
    const { typed, headers = {} } = make() as { typed: Typed; headers?: Record<string, string> };
    const answer = await sender.post(installation.as2, typed, headers);
    expect(sender.verified(answer)).toMatchObject({
      disposition: processed,
      mic: expect.stringMatching(/=, sha-256$/),
      originalMessageId: headers['message-id'] ?? expect.stringContaining('@partner'),
    });
  });

  it('may come in chunks, and their headers in one line only', async () => {
    const { type, body } = sender.signedByOpenSsl(sender.entity(order()));
    const ask = (contentType: string): Promise<string> =>
      overSocket(installation.as2, [
        'POST /as2 HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nAS2-From: KEY ACCOUNTS\r\nAS2-To: BIANZU-RAIL\r\n',
        `Message-ID: <chunks@partner>\r\nDisposition-Notification-To: x\r\nContent-Type: ${contentType}\r\n`,
        `Transfer-Encoding: chunked\r\n\r\n64\r\n`,
        body.subarray(0, 100),
        `\r\n${(body.length - 100).toString(16)}\r\n`,
        body.subarray(100),
        '\r\n0\r\n\r\n',
      ]);
    expect(await ask(type)).toContain(`Disposition: ${processed}\r\n`);
    expect(await ask(type.replaceAll('; ', ';\r\n '))).toMatch(/^HTTP\/1.1 400 /);
  });

  const stranger = (): ForgePartner =>
    new ForgePartner(forgeIdentity(sender.openssl.identity('stranger', { subject: 'theirs' })), []);
  const changed = ({ type, body }: Typed, at: number): Typed => {
    const flipped = Buffer.from(body);
    flipped[at < 0 ? flipped.length + at : at]! ^= 1;
    return { type, body: flipped };
  };
  const wrong: [string, string | RegExp, () => Typed][] = [
    [
      'signed by a stranger with the same name',
      'authentication-failed',
      () => stranger().signed(sender.entity(order())),
    ],
    ['not signed', 'insufficient-message-security', () => ({ type: 'application/xml', body: order() })],
    [
      'encrypted but not signed',
      'insufficient-message-security',
      () => sender.encryptedByOpenSsl({ type: 'application/xml', body: order() }),
    ],
    [
      'encrypted with 3DES',
      'insufficient-message-security',
      () => sender.encryptedByOpenSsl(sender.signedByOpenSsl(sender.entity(order())), '-des3'),
    ],
    [
      'signed over SHA-1',
      'insufficient-message-security',
      () => sender.signedByOpenSsl(sender.entity(order()), 'theirs', '-md', 'sha1'),
    ],
    [
      'encrypted for somebody else',
      'decryption-failed',
      () => sender.encryptedByOpenSsl(sender.signedByOpenSsl(sender.entity(order())), '-aes256', 'theirs'),
    ],
    [
      'changed in its content',
      'integrity-check-failed',
      () => changed(sender.signedByOpenSsl(sender.entity(order())), 300),
    ],
    [
      'changed in its signature',
      /integrity-check-failed|authentication-failed/,
      () => changed(sender.signedByOpenSsl(sender.entity(order())), -300),
    ],
    [
      'changed in its encrypted key',
      'decryption-failed',
      () => changed(sender.encryptedByOpenSsl(sender.signedByOpenSsl(sender.entity(order()))), 300),
    ],
    [
      'changed where it is encrypted',
      /integrity-check-failed|decryption-failed/,
      () => changed(sender.encryptedByOpenSsl(sender.signedByOpenSsl(sender.entity(order()))), -1_000),
    ],
    [
      'changed where AES-GCM encrypts',
      'decryption-failed',
      () =>
        changed(
          sender.encryptedByOpenSsl(sender.signedByOpenSsl(sender.entity(order())), '-aes-256-gcm'),
          -1_000,
        ),
    ],
    ['compressed to a bomb', 'decompression-failed', () => sender.bomb(70_000_000)],
  ];
  it.each(wrong)('are not taken in when they are %s: %s', async (_, modifier, make) => {
    const made = make();
    await takesNothing(async () => {
      const answer = await sender.post(installation.as2, made);
      expect(answer.status).toBe(200);
      const expected = typeof modifier === 'string' ? failing(modifier) : modifier;
      expect(sender.verified(answer).disposition).toEqual(
        typeof expected === 'string' ? expected : expect.stringMatching(expected),
      );
    });
  });

  it('need no signature where that is agreed and the token of the partner is there', async () => {
    const authorization = `Bearer ${await installation.hub.tokenOf('sys-1')}`;
    const bare = { type: 'application/xml', body: order() };
    const sealed = sender.encryptedByOpenSsl({ type: 'application/xml', body: order() });
    for (const [made, mic] of [
      [bare, micOf(bare.body)],
      [sealed, expect.stringContaining('=, sha-256')],
    ] as const) {
      const messageId = `<token-${made.body.length}@partner>`;
      const answer = await sender.post(installation.as2, made, { authorization, 'message-id': messageId });
      expect(sender.verified(answer)).toMatchObject({ disposition: processed, mic });
      const [row] = await kept<{ id: string }>(messageId, 'journal_id AS id');
      expect(await operator.settled(row!.id)).toMatchObject({ state: 'accepted', channel: 'as2' });
    }
    const names = { 'as2-from': 'KEY ACCOUNTS', 'as2-to': 'BIANZU-RAIL', 'message-id': '<no-mdn@partner>' };
    const headers = { ...names, 'content-type': 'application/xml', authorization };
    const quiet = await fetch(installation.as2, { method: 'POST', body: new Uint8Array(order()), headers });
    expect([quiet.status, await quiet.text()]).toEqual([200, '']);
  });

  it('need one with a token of somebody else, of less scope, or of nobody', async () => {
    const credentials = new Credentials(installation.hub.gateway.dataSource);
    const tokens = [
      await installation.hub.tokenOf('sys-2'),
      await installation.hub.tokenOf('operator'),
      await credentials.issue('sys-1', ['messages:send:transport-order']),
      await credentials.issue('sys-1', ['messages:read', 'messages:receive']),
      'bzt_of-nobody',
    ];
    await takesNothing(async () => {
      for (const token of tokens) {
        const made = { type: 'application/xml', body: order() };
        const answer = await sender.post(installation.as2, made, { authorization: `Bearer ${token}` });
        const { disposition, text } = sender.verified(answer);
        expect(disposition).toBe(failing('insufficient-message-security'));
        expect(text).toContain('it must be signed');
      }
    });
  });

  it('are not taken in between names that nobody has agreed on', async () => {
    const made = sender.signedByOpenSsl(sender.entity(order()));
    await takesNothing(async () => {
      for (const [names, modifier] of [
        [{ 'as2-from': 'NOBODY' }, 'authentication-failed'],
        [{ 'as2-from': 'BIANZU-RAIL' }, 'sender-equals-receiver'],
      ] as const) {
        const answer = await sender.post(installation.as2, made, names);
        expect(answer.status).toBe(200);
        expect(answer.body.toString()).toContain(failing(modifier));
      }
    });
  });

  it('are not answered to addresses that the sender makes up', async () => {
    const made = sender.signedByOpenSsl(sender.entity(order()));
    await takesNothing(async () => {
      for (const url of [
        'http://169.254.169.254/mdn',
        'http://127.0.0.1@evil.example/',
        'file:///etc/passwd',
      ]) {
        const answer = await sender.post(installation.as2, made, { 'receipt-delivery-option': url });
        expect(sender.verified(answer).disposition).toBe(failing('unexpected-processing-error'));
      }
    });
  });

  it('are refused by the status alone when no MDN is wanted, or when headers are missing', async () => {
    const post = (headers: Record<string, string>): Promise<Response> =>
      fetch(installation.as2, { method: 'POST', body: 'x', headers });
    const names = { 'as2-from': 'KEY ACCOUNTS', 'as2-to': 'BIANZU-RAIL' };
    expect((await post({ ...names, 'message-id': '<a@b>' })).status).toBe(403);
    expect((await post(names)).status).toBe(400);
    expect((await post({ ...names, 'as2-from': 'x'.repeat(129), 'message-id': '<a@b>' })).status).toBe(400);
    expect((await post({ ...names, 'message-id': `<${'a'.repeat(300)}@b>` })).status).toBe(400);
    expect(
      (await post({ 'as2-from': 'NOBODY', 'as2-to': 'BIANZU-RAIL', 'message-id': '<a@b>' })).status,
    ).toBe(403);
  });

  it('are refused when the sender insists on a MIC that nobody computes any more', async () => {
    const answer = await sender.post(installation.as2, sender.signedByOpenSsl(sender.entity(order())), {
      'disposition-notification-options':
        'signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, md5',
    });
    expect(sender.verified(answer).disposition).toContain('failed/failure: unsupported MIC-algorithms');
  });

  it('go on while both sides change their certificates', async () => {
    const { secrets } = installation.hub.gateway;
    const next = sender.openssl.identity('next');
    await secrets.put('sys-1', 'as2-certificate', sender.certificate('next'), {
      actor: 'test',
      kind: 'certificate',
    });
    await secrets.put('own', 'as2-identity', sender.openssl.identity('ours-next'), { actor: 'test' });
    expect(next.length).toBeGreaterThan(0);
    for (const [signer, recipient] of [
      ['theirs', 'ours'],
      ['next', 'ours-next'],
    ] as const) {
      const signed = sender.signedByOpenSsl(sender.entity(order()), signer);
      const answer = await sender.post(
        installation.as2,
        sender.encryptedByOpenSsl(signed, '-aes256', recipient),
      );
      expect(answer.body.toString()).toContain(`Disposition: ${processed}\r\n`);
    }
  });

  it('are counted by what their MDNs say', async () => {
    const metrics = await eventually('the metrics tell', async () => {
      const { body } = await installation.hub.stranger().get<string>('/metrics');
      return body.includes('bianzu_as2_mdns_total') && body;
    });
    expect(metrics).toMatch(
      /bianzu_as2_mdns_total\{partner="sys-1",direction="sent",outcome="processed"\} \d+/,
    );
  });
});

/** What a server answers to exactly these bytes. */
function overSocket(url: string, pieces: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  for (const piece of pieces) socket.write(piece);
  return text(socket);
}
