import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { editions, Installation } from '../support/installation.js';
import type { PublishedMessage } from '../support/queues.js';
import { keyAccountOrder } from '../support/samples.js';
import type { JourneyView } from '../support/views.js';

const numbers = { reference: 'DK2026031600000701', order: 'DD2026031600701' };
const order = keyAccountOrder(numbers);

describe.each(editions)('an order of a key account in GB18030 (%s)', (edition) => {
  let hub: Installation;
  let keyAccounts: HubClient;
  let published: readonly PublishedMessage[];
  let journey: JourneyView;

  beforeAll(async () => {
    hub = await Installation.start({ edition });
    keyAccounts = await hub.client('sys-1');
    published = await hub.queues.follow('bianzu.canonical', 'transport-order.1.sys-1');
    journey = await keyAccounts.settled(await keyAccounts.taken(order, { contentType: 'application/xml' }));
  });
  afterAll(() => hub.close());

  it('is accepted without a fault', () => {
    expect(journey).toMatchObject({
      state: 'accepted',
      sender: 'sys-1',
      agreement: 'order',
      reference: numbers.reference,
      issues: [],
    });
    expect(journey.charset?.toLowerCase()).toBe('gb18030');
  });

  it('is kept byte for byte', async () => {
    expect(await keyAccounts.raw(journey.raw)).toEqual(order);
  });

  it('becomes a canonical order with Chinese text, standard codes and units', () => {
    expect(journey.canonical).toHaveLength(1);
    expect(journey.canonical[0]).toMatchObject({
      type: 'transport-order',
      version: 1,
      document: {
        orderNumber: numbers.order,
        consignor: { name: '西安华丰物流有限公司', creditCode: '91610111719702345H' },
        origin: { tmisCode: '38450', name: '西安国际港' },
        totalGrossWeightKg: expect.anything(),
      },
    });
  });

  it('tells for each value the rule and the source line that it came from', () => {
    const lineOf = new Map(
      journey.canonical[0]!.lineage.map(({ target, source }) => [target, source?.line] as const),
    );
    const lines = iconv.decode(order, 'gb18030').split('\n');
    const expected = (tag: string): number => lines.findIndex((line) => line.includes(`<${tag}>`)) + 1;
    expect(lineOf.get('/orderNumber')).toBe(expected('DDH'));
    expect(lineOf.get('/consignee/name')).toBe(expected('SHDWMC'));
    expect(lineOf.get('/items/0/name')).toBe(expected('HZPM'));
  });

  it('is on the topic exchange under type, version and sender, as the journey shows it', async () => {
    const message = await eventually('the canonical message is published', () => published[0]);
    expect(message.routingKey).toBe('transport-order.1.sys-1');
    expect(message.properties).toMatchObject({ contentType: 'application/json', type: 'transport-order' });
    expect(JSON.parse(message.body.toString('utf8'))).toEqual(journey.canonical[0]!.document);
  });

  it('reaches acceptance and loading as its own XML in GB18030', async () => {
    const delivery = journey.deliveries.find(({ destination }) => destination === 'sys-2-orders');
    expect(delivery).toMatchObject({
      kind: 'message',
      partner: 'sys-2',
      state: 'delivered',
      issues: [],
      attempts: [{ number: 1, outcome: 'confirmed' }],
    });
    const message = await eventually('the order is at its destination', () =>
      hub.queues.take('bianzu.out.sys-2-orders'),
    );
    expect(message.body.subarray(0, 60).toString('latin1')).toMatch(/encoding="gb18030"/i);
    const text = iconv.decode(message.body, 'gb18030');
    expect(text).toContain('西安华丰物流有限公司');
    expect(text).toMatch(/^<\?xml[^>]*>\s*<XQSL/);
    const operator = await hub.client('operator');
    expect(await operator.raw(delivery!.content)).toEqual(message.body);
  });

  it('is found by its business key, by its sender and by the operator', async () => {
    const found = await keyAccounts.search({ key: `order:${numbers.order}` });
    expect(found.map(({ id }) => id)).toEqual([journey.id]);
    const operator = await hub.client('operator');
    expect((await operator.search({ key: `order:${numbers.order}` })).map(({ id }) => id)).toEqual([
      journey.id,
    ]);
  });

  it('hangs on its customer in the store', async () => {
    const operator = await hub.client('operator');
    const { body } = await operator.get<{ items: { id: string }[] }>(
      '/v1/customers?creditCode=91610111719702345H',
    );
    expect(body.items).toHaveLength(1);
    const { body: records } = await operator.get<{ items: { number: string; messageId: string }[] }>(
      `/v1/customers/${body.items[0]!.id}/records?kind=transport-order`,
    );
    expect(records.items).toEqual([
      expect.objectContaining({ number: numbers.order, messageId: journey.id }),
    ]);
  });

  it('has the hash that was told at the door', async () => {
    const answer = await keyAccounts.send(order, { contentType: 'application/xml', idempotencyKey: 'hash' });
    expect(answer.body.sha256).toBe(createHash('sha256').update(order).digest('hex'));
  });
});
