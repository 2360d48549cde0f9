import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nextFrom } from '../support/acknowledgement.js';
import { EdiPartner, segmentsOf } from '../support/edi-partner.js';
import { iftmin, interchange } from '../support/edifact-samples.js';
import { editions } from '../support/installation.js';

const uci = (reference: string, rest: string): string =>
  `UCI+${reference}+FORWARDER-EDI:ZZZ+BIANZU-RAIL:ZZZ+${rest}`;

describe.each(editions)('an EDIFACT interchange (%s)', (edition) => {
  let partner: EdiPartner;

  beforeAll(async () => {
    partner = await EdiPartner.start(edition);
  });
  afterAll(() => partner.close());

  it('is split into messages, which become canonical ones and are published', async () => {
    const published = await partner.hub.queues.follow('bianzu.canonical', 'transport-order.#');
    const bytes = interchange({ reference: 'E1' }, [iftmin('1', 'SI-1'), iftmin('2', 'SI-2')]);
    const file = await partner.sent(bytes);
    expect(file).toMatchObject({
      state: 'split',
      reference: 'E1',
      format: 'edifact',
      recordCount: 2,
      records: { accepted: 2 },
    });
    expect(await partner.messagesOf(file)).toMatchObject([
      {
        state: 'accepted',
        agreement: 'iftmin',
        reference: 'SI-1',
        canonical: [{ document: { orderNumber: 'SI-1', senderSystem: 'forwarder-edi' } }],
      },
      { sequence: 2, reference: 'SI-2' },
    ]);
    expect(published.map(({ routingKey }) => routingKey)).toEqual(
      Array(2).fill('transport-order.1.forwarder-edi'),
    );
  });

  it('is answered by CONTRL in its own syntax, from us to its sender', async () => {
    const { body, properties } = await nextFrom(partner.hub.queues, 'bianzu.reply.forwarder-edi');
    expect(properties.contentType).toBe('application/edifact');
    expect(body.toString()).toMatch(/^UNB\+UNOC:3\+BIANZU-RAIL:ZZZ\+FORWARDER-EDI:ZZZ\+\d{6}:\d{4}\+1'/);
    expect(segmentsOf(body.toString())).toEqual(['UNH+1+CONTRL:D:3:UN', uci('E1', '7'), 'UNT+3+1']);
  });

  it('is found by its control reference, its messages by theirs, and the source of each value is told', async () => {
    const [file] = await partner.client.search({ key: 'control-reference:E1' });
    expect(file).toMatchObject({ reference: 'E1', parentId: null });
    const [message] = await partner.client.search({ key: 'message-reference:E1/2' });
    expect(message).toMatchObject({ parentId: file!.id, sequence: 2 });
    const { canonical } = await partner.client.journey(message!.id);
    const lineage = canonical[0]!.lineage.find(({ target }) => target === '/orderNumber');
    expect(lineage).toMatchObject({ sourceValue: 'SI-2', source: { path: 'BGM 2/C106/1004' } });
  });

  it('keeps what is right when one message is wrong, and CONTRL names the place and the code of 0085', async () => {
    const wrong = iftmin('2', 'SI-12', { 'GID+1+12:BG': 'GID+1+MANY:BG' });
    const bytes = interchange({ reference: 'E2' }, [iftmin('1', 'SI-11'), wrong, iftmin('3', 'SI-13')]);
    const file = await partner.sent(bytes);
    expect(file.records).toEqual({ accepted: 2, refused: 1 });
    const [answer] = await partner.answers();
    // 37: invalid type of character; GID is the tenth segment, and its second element begins with the count
    expect(segmentsOf(answer!)).toEqual([
      'UNH+1+CONTRL:D:3:UN',
      uci('E2', '7'),
      'UCM+2+IFTMIN:D:00B:UN+4',
      'UCS+10',
      'UCD+37+2:1',
      'UNT+6+1',
    ]);
    expect(answer).toContain("+2'UNH");
  });

  it('is refused as a whole when its trailer does not count right, and nothing is made of it', async () => {
    const file = await partner.sent(interchange({ reference: 'E3', count: 9 }, [iftmin('1', 'SI-21')]));
    expect(file).toMatchObject({ state: 'refused', reason: 'edi-count-mismatch' });
    expect(await partner.client.search({ key: 'order:SI-21' })).toEqual([]);
    const [answer] = await partner.answers();
    expect(segmentsOf(answer!)[1]).toBe(uci('E3', '4+29+UNZ+1'));
  });

  it('may come again under its reference after it was refused', async () => {
    const file = await partner.sent(interchange({ reference: 'E3' }, [iftmin('1', 'SI-21')]));
    expect(file.records).toEqual({ accepted: 1 });
    expect(segmentsOf((await partner.answers())[0]!)[1]).toBe(uci('E3', '7'));
  });

  it('gets its first answer again, byte for byte, when the same bytes come again', async () => {
    const bytes = interchange({ reference: 'E4' }, [iftmin('1', 'SI-31')]);
    const first = await partner.sent(bytes);
    const second = await partner.sent(bytes);
    expect(second).toMatchObject({ state: 'duplicate', reason: 'reference-repeated', relatedId: first.id });
    const [answer, again] = await partner.answers();
    expect(again).toBe(answer);
    expect(await partner.client.search({ key: 'order:SI-31' })).toHaveLength(1);
  });

  it('is refused as a duplicate when other bytes come under its reference', async () => {
    const file = await partner.sent(interchange({ reference: 'E4' }, [iftmin('1', 'SI-32')]));
    expect(file).toMatchObject({ state: 'refused', reason: 'reference-conflict' });
    expect(segmentsOf((await partner.answers())[0]!)[1]).toContain(uci('E4', '4+26'));
  });

  it.each([
    ['names another sender', { reference: 'E5', sender: 'SOMEBODY:ZZZ' }, 'sender-mismatch', '4+23+UNB+2:1'],
    [
      'is for somebody else',
      { reference: 'E6', recipient: 'OTHER:ZZZ' },
      'recipient-mismatch',
      '4+7+UNB+3:1',
    ],
  ])('is refused when it %s', async (_, facts, reason, rest) => {
    const file = await partner.sent(interchange(facts, [iftmin('1', 'SI-41')]));
    expect(file).toMatchObject({ state: 'refused', reason });
    const {
      reference,
      sender = 'FORWARDER-EDI:ZZZ',
      recipient = 'BIANZU-RAIL:ZZZ',
    } = facts as Record<string, string>;
    expect(segmentsOf((await partner.answers())[0]!)[1]).toBe(
      `UCI+${reference}+${sender}+${recipient}+${rest}`,
    );
  });

  it('has no effect when it calls itself a test, but is judged and answered as one', async () => {
    const published = await partner.hub.queues.follow('bianzu.canonical', '#');
    const file = await partner.sent(interchange({ reference: 'T1', test: true }, [iftmin('1', 'SI-51')]));
    expect(file.issues).toMatchObject([{ code: 'edi-test', severity: 'info' }]);
    expect(await partner.messagesOf(file)).toMatchObject([
      { state: 'tested', canonical: [], deliveries: [] },
    ]);
    const [answer] = await partner.answers();
    expect(answer).toMatch(/\+\+\+\+\+\+1'UNH/);
    expect(segmentsOf(answer!)[1]).toBe(uci('T1', '7'));
    // the same shipment in earnest, under the same reference
    const real = await partner.sent(interchange({ reference: 'T1' }, [iftmin('1', 'SI-51')]));
    expect(real.records).toEqual({ accepted: 1 });
    expect(await partner.answers()).toHaveLength(1);
    expect(published).toHaveLength(1);
  });

  it('is answered once for each interchange of a file', async () => {
    const bytes =
      interchange({ reference: 'E7' }, [iftmin('1', 'SI-61')]) +
      interchange({ reference: 'E8', count: 4 }, [iftmin('1', 'SI-62')]) +
      interchange({ reference: 'E4' }, [iftmin('1', 'SI-31')]);
    const file = await partner.sent(bytes);
    expect(file).toMatchObject({ reference: 'E7 E8 E4', records: { accepted: 1, refused: 1, duplicate: 1 } });
    const answers = await partner.answers();
    expect(answers.map((answer) => segmentsOf(answer)[1]).sort()).toEqual([
      uci('E4', '7'),
      uci('E7', '7'),
      uci('E8', '4+29+UNZ+1'),
    ]);
  });

  it('comes by AMQP as well, and the answer bears the message id of what it answers', async () => {
    const bytes = Buffer.from(interchange({ reference: 'E9' }, [iftmin('1', 'SI-71')]));
    await partner.hub.queues.publish('bianzu.intake', 'forwarder-edi', bytes, { messageId: 'amqp-9' });
    const { body, properties } = await nextFrom(partner.hub.queues, 'bianzu.reply.forwarder-edi');
    expect(properties.correlationId).toBe('amqp-9');
    expect(segmentsOf(body.toString())[1]).toBe(uci('E9', '7'));
  });

  it('is not answered when it has acknowledgements only', async () => {
    const contrl = "UNH+1+CONTRL:D:3:UN'UCI+1+BIANZU-RAIL:ZZZ+FORWARDER-EDI:ZZZ+7'UNT+3+1'";
    const file = await partner.sent(interchange({ reference: 'C1' }, [contrl]));
    expect(file.records).toEqual({ accepted: 1 });
    const broken = await partner.sent(interchange({ reference: 'C2', count: 5 }, [contrl]));
    expect(broken.state).toBe('refused');
    expect(await partner.answers()).toEqual([]);
  });

  it('tells its sender when nothing of it can be read but the sender', async () => {
    const file = await partner.sent(
      `From: forwarder\r\n\r\n${interchange({ reference: 'E10' }, [iftmin('1', 'SI-81')])}`,
    );
    expect(file).toMatchObject({ state: 'refused', reason: 'edi-header-missing' });
    expect(segmentsOf((await partner.answers())[0]!)[1]).toContain(uci('E10', '4+13'));
  });

  it('balances: messages count one by one', async () => {
    const operator = await partner.hub.client('operator');
    const { body } = await operator.get<{ systems: object[] }>('/v1/statistics/balance');
    expect(body.systems).toEqual([expect.objectContaining({ sender: 'forwarder-edi', isBalanced: true })]);
  });
});
