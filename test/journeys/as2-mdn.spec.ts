import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { forgeIdentity } from '../../libs/channels/test/as2/forge-cms.js';
import { ForgePartner } from '../../libs/channels/test/as2/forge-partner.js';
import { startWithAs2, type As2Installation } from '../support/as2-installation.js';
import { As2Receiver, type As2Request } from '../support/as2-receiver.js';
import { As2Sender, type VerifiedMdn } from '../support/as2-sender.js';
import { eventually } from '../support/eventually.js';
import { keyAccountOrder } from '../support/samples.js';

const processed = 'automatic-action/MDN-sent-automatically; processed';
let number = 5_000;
const order = (): Buffer => {
  number += 1;
  return keyAccountOrder({ reference: `DK202603160000${number}`, order: `DD202603160${number}` });
};

/** The partner gets its business acknowledgements by AS2, too, and answers them with asynchronous MDNs. */
describe('MDNs on connections of their own', () => {
  const sender = new As2Sender({ from: 'KEY-ACCOUNTS', to: 'BIANZU-RAIL' });
  let receiver: As2Receiver;
  let installation: As2Installation;
  let partner: ForgePartner;

  const query = <Row>(sql: string, ...values: unknown[]): Promise<Row[]> =>
    installation.hub.gateway.dataSource.query(sql, values);
  const mdnOf = ({ headers, body }: As2Request): VerifiedMdn =>
    sender.verified({ headers: new Headers({ 'content-type': String(headers['content-type']) }), body });
  const send = (messageId: string): ReturnType<As2Sender['post']> =>
    sender.post(installation.as2, sender.signedByOpenSsl(sender.entity(order())), {
      'message-id': messageId,
      'receipt-delivery-option': `${receiver.url}/mdn`,
    });
  const arrived = (messageId: string, more = 0): Promise<As2Request> =>
    eventually(`the MDN for ${messageId}`, () =>
      receiver.requests
        .filter(({ path, body }) => path === '/mdn' && body.toString('latin1').includes(messageId))
        .at(more),
    );

  beforeAll(async () => {
    receiver = await As2Receiver.start();
    const more = ', mdn: async, mdnUrl: "https://hub.example/as2/mdn"';
    installation = await startWithAs2(sender, `${receiver.url}/as2`, more, true);
    partner = new ForgePartner(forgeIdentity(sender.theirs), [forgeIdentity(sender.ours).certificate]);
  });
  afterAll(() => installation.close());
  afterAll(() => receiver.close());
  afterAll(() => sender.close());

  it('are sent after a restart of the hub when the partner was away before', async () => {
    receiver.answer = async () => 503;
    const answer = await send('<away@partner>');
    expect({ status: answer.status, bytes: answer.body.length }).toEqual({ status: 200, bytes: 0 });
    await arrived('<away@partner>');
    await installation.hub.restart(installation.configuration.root);
    receiver.answer = async () => 200;
    expect(mdnOf(await arrived('<away@partner>', -1))).toMatchObject({ disposition: processed });
    await eventually('it is marked as sent', async () => {
      const [row] = await query<{ sent: Date | null }>(
        `SELECT mdn_sent_at AS sent FROM as2_transmission WHERE message_id = '<away@partner>'`,
      );
      return row?.sent !== null;
    });
  });

  it('are sent once more, the same, when the transmission comes again', async () => {
    const sealed = sender.signedByOpenSsl(sender.entity(order()));
    const headers = { 'message-id': '<twice@partner>', 'receipt-delivery-option': `${receiver.url}/mdn` };
    await sender.post(installation.as2, sealed, headers);
    const first = await arrived('<twice@partner>');
    await sender.post(installation.as2, sealed, headers);
    const second = await arrived('<twice@partner>', 1);
    expect(second.body.equals(first.body)).toBe(true);
  });

  it('are sent for what a process has kept that died before it could answer', async () => {
    await send('<died@partner>');
    await arrived('<died@partner>');
    // as it is after the first commit: kept, the content perhaps in the journal, no MDN
    await query(`UPDATE as2_transmission SET state = 'arrived', mdn = NULL, mdn_headers = NULL, journal_id = NULL,
      received_at = now() - interval '5 minutes' WHERE message_id = '<died@partner>'`);
    expect(mdnOf(await arrived('<died@partner>', 1))).toMatchObject({ disposition: processed });
  });

  it('say also that nothing was taken', async () => {
    const stranger = new ForgePartner(forgeIdentity(sender.openssl.identity('stranger')), []);
    await sender.post(installation.as2, stranger.signed(sender.entity(order())), {
      'message-id': '<stranger@partner>',
      'receipt-delivery-option': `${receiver.url}/mdn`,
    });
    const { disposition } = mdnOf(await arrived('<stranger@partner>'));
    expect(disposition).toBe(`${processed}/error: authentication-failed`);
  });

  it('refuse what is not signed, whatever token comes with it, where nothing else is agreed', async () => {
    const authorization = `Bearer ${await installation.hub.tokenOf('sys-1')}`;
    const bare = { type: 'application/xml', body: order() };
    const answer = await sender.post(installation.as2, bare, { authorization });
    expect(sender.verified(answer).disposition).toBe(`${processed}/error: insufficient-message-security`);
    const names = { 'as2-from': 'KEY-ACCOUNTS', 'as2-to': 'BIANZU-RAIL', 'message-id': '<no-mdn@partner>' };
    const headers = { ...names, authorization };
    const quiet = await fetch(installation.as2, { method: 'POST', body: new Uint8Array(order()), headers });
    expect([quiet.status, await quiet.text()]).toEqual([403, expect.stringContaining('it must be signed')]);
  });

  /** An acknowledgement of ours reaches the partner, which does with it what is said. @returns its delivery */
  const acknowledged = async (
    act: (
      request: As2Request,
      mdn: (disposition: string, mic?: string) => Promise<Response>,
    ) => Promise<number>,
  ): Promise<string> => {
    let seen: string | undefined;
    receiver.answer = async (request) => {
      if (request.path !== '/as2') return 200;
      const id = String(request.headers['message-id']);
      const { mic } = partner.unpack(request.headers, request.body);
      const status = await act(request, (disposition, other = mic) =>
        postMdn(partner.mdn(id, disposition, other)),
      );
      seen = id;
      return status;
    };
    const messageId = `<order-${number}@partner>`;
    await sender.post(installation.as2, sender.signedByOpenSsl(sender.entity(order())), {
      'message-id': messageId,
    });
    const id = await eventually('our acknowledgement is there', () => seen, { withinMs: 30_000 });
    return /^<([0-9a-f-]{36})/.exec(id)![1]!;
  };
  const postMdn = ({ type, body }: { type: string; body: Buffer }): Promise<Response> =>
    fetch(`${installation.as2}/mdn`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: {
        'as2-from': 'KEY-ACCOUNTS',
        'as2-to': 'BIANZU-RAIL',
        'message-id': '<mdn@p>',
        'content-type': type,
      },
    });
  const stateOf = (delivery: string, state: string): Promise<unknown> =>
    eventually(`delivery ${delivery} is ${state}`, async () => {
      const [row] = await query<{ state: string }>('SELECT state FROM delivery WHERE id = $1', delivery);
      return row?.state === state;
    });
  const outcomes = async (delivery: string): Promise<string[]> =>
    (
      await query<{ outcome: string }>(
        'SELECT outcome FROM as2_mdn WHERE delivery_id = $1 ORDER BY received_at, id',
        delivery,
      )
    ).map(({ outcome }) => outcome);

  it('end the deliveries that wait for them, also when they are here before the answer to the request', async () => {
    let first: Response | undefined;
    const delivery = await acknowledged(async (_, mdn) => {
      first = await mdn('processed');
      return 200;
    });
    expect(first!.status).toBe(200);
    await stateOf(delivery, 'delivered');
    expect(await outcomes(delivery)).toEqual(['matched']);
  });

  it('are recorded when they come again, and for nothing that we know', async () => {
    let again: (() => Promise<Response>) | undefined;
    const delivery = await acknowledged(async (_, mdn) => {
      again = () => mdn('processed');
      await mdn('processed');
      return 200;
    });
    await stateOf(delivery, 'delivered');
    expect((await again!()).status).toBe(200);
    expect(await outcomes(delivery)).toEqual(['matched', 'duplicate']);
    expect((await postMdn(partner.mdn('<nothing@bianzu>', 'processed', undefined))).status).toBe(200);
    expect(
      await query('SELECT outcome FROM as2_mdn WHERE original_message_id = $1', '<nothing@bianzu>'),
    ).toEqual([{ outcome: 'orphan' }]);
  });

  it('are not believed when somebody else has signed them', async () => {
    const stranger = new ForgePartner(
      forgeIdentity(sender.openssl.identity('stranger', { subject: 'theirs' })),
      [],
    );
    expect((await postMdn(stranger.mdn('<any@bianzu>', 'processed', undefined))).status).toBe(403);
    expect((await fetch(`${installation.as2}/mdn`, { method: 'POST', body: 'x' })).status).toBe(400);
  });

  it('of other content, or that refuse, end no delivery well', async () => {
    let answers: number[] = [];
    const refused = await acknowledged(async (_, mdn) => {
      void mdn('processed/error: decryption-failed').then(({ status }) => (answers = [...answers, status]));
      return 200;
    });
    await stateOf(refused, 'failed');
    await eventually('the refusal is recorded', async () => (await outcomes(refused)).includes('refused'));
    const other = await acknowledged(async (_, mdn) => {
      void mdn('processed', `${'A'.repeat(43)}=, sha-256`).then(
        ({ status }) => (answers = [...answers, status]),
      );
      return 200;
    });
    await eventually('the MDN is recorded', async () => (await outcomes(other)).includes('invalid'));
    expect(answers).toEqual([200, 200]);
    await stateOf(other, 'pending');
  });
});
