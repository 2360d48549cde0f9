import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { nextFrom, readXmlAcknowledgement, type QueuedMessage } from '../support/acknowledgement.js';
import { editions, Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';

const order = keyAccountOrder({ reference: 'DK2026031600000801', order: 'DD2026031600801' });
const faulty = keyAccountOrder(
  { reference: 'DK2026031600000802', order: 'DD2026031600802' },
  { 团结村: '不存在的站', '30062': '99999' },
);

describe.each(editions)('a message that comes by AMQP (%s)', (edition) => {
  let hub: Installation;

  const acknowledged = async (body: Buffer, messageId: string): Promise<QueuedMessage> => {
    await hub.queues.publish('bianzu.intake', 'sys-1', body, {
      messageId,
      contentType: 'application/xml',
      replyTo: 'bianzu.reply.sys-1',
    });
    return nextFrom(hub.queues, 'bianzu.reply.sys-1');
  };

  beforeAll(async () => {
    hub = await Installation.start({ edition });
  });
  afterAll(() => hub.close());

  it('is acknowledged on the reply queue in GB18030 XML, under its own message id', async () => {
    const { body, properties } = await acknowledged(order, 'sys-1-801');
    expect(properties).toMatchObject({
      correlationId: 'sys-1-801',
      type: 'acknowledgement',
      contentType: 'application/xml; charset=gb18030',
    });
    expect(body.subarray(0, 60).toString('latin1')).toMatch(/encoding="gb18030"/i);
    expect(readXmlAcknowledgement(body, 'gb18030')).toMatchObject({
      acknowledgedDocumentId: 'DK2026031600000801',
      messageSha256: createHash('sha256').update(order).digest('hex'),
      result: 'accepted',
    });
  });

  it('claims to be applied only after its effects can be seen', async () => {
    const { body } = await acknowledged(
      keyAccountOrder({ reference: 'DK2026031600000803', order: 'DD2026031600803' }),
      'sys-1-803',
    );
    const { messageId } = readXmlAcknowledgement(body, 'gb18030');
    const operator = await hub.client('operator');
    expect(await operator.journey(messageId)).toMatchObject({ state: 'accepted', channel: 'amqp' });
    expect(iconv.decode(body, 'gb18030')).toContain('applied');
  });

  it('is refused with the place and both texts of each fault', async () => {
    const { body } = await acknowledged(faulty, 'sys-1-802');
    expect(readXmlAcknowledgement(body, 'gb18030')).toMatchObject({ result: 'refused' });
    const text = iconv.decode(body, 'gb18030');
    expect(text).toContain('code-not-listed');
    expect(text).toContain('DZTMISM');
    expect(text).toMatch(/<zh>[^<]*99999[^<]*<\/zh>/);
    expect(text).toMatch(/<en>[^<]*99999[^<]*<\/en>/);
  });

  it('is taken in once when the same delivery comes again', async () => {
    const operator = await hub.client('operator');
    const before = await operator.search({ sender: 'sys-1' });
    const again = keyAccountOrder({ reference: 'DK2026031600000804', order: 'DD2026031600804' });
    for (let time = 0; time < 3; time += 1)
      await hub.queues.publish('bianzu.intake', 'sys-1', again, { messageId: 'sys-1-804' });
    await nextFrom(hub.queues, 'bianzu.reply.sys-1');
    // a later message of the same queue is proof that the repeated ones have been dealt with
    await acknowledged(
      keyAccountOrder({ reference: 'DK2026031600000805', order: 'DD2026031600805' }),
      'sys-1-805',
    );
    expect(await operator.search({ sender: 'sys-1' })).toHaveLength(before.length + 2);
  });
});
