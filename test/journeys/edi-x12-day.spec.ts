import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nextFrom } from '../support/acknowledgement.js';
import { segmentsOf } from '../support/edi-partner.js';
import type { HubClient } from '../support/hub-client.js';
import { editions, Installation } from '../support/installation.js';
import type { DeliveryView, JourneyView } from '../support/views.js';

/** A sample of a mapping, as its partner could send it. */
function sample(file: string, changes: Readonly<Record<string, string>> = {}): string {
  const text = readFileSync(`mappings/${file}.x12`, 'latin1');
  return Object.entries(changes).reduce((result, [from, to]) => result.replaceAll(from, to), text);
}

/** TA1 and 997 of the shipper for one 214 of ours. */
function taken(interchangeReference: string, groupReference: string): string {
  return [
    'ISA*00*          *00*          *ZZ*SHIPPERX12     *ZZ*BIANZURAIL     *261106*0910*U*00401*000000901*0*P*>',
    `TA1*${interchangeReference}*261106*0905*A*000`,
    'GS*FA*SHIPPERX12*BIANZURAIL*20261106*0910*901*X*004010',
    ...['ST*997*0001', `AK1*QM*${groupReference}`, 'AK2*214*0001', 'AK5*A', 'AK9*A*1*1*1', 'SE*6*0001'],
    ...['GE*1*901', 'IEA*1*000000901', ''],
  ].join('~');
}

describe.each(editions)('a day of a shipper and a connecting railway that speak X12 (%s)', (edition) => {
  let hub: Installation;
  let shipper: HubClient;
  let railway: HubClient;
  let operator: HubClient;

  beforeAll(async () => {
    hub = await Installation.start({ edition });
    [shipper, railway, operator] = (await Promise.all(
      ['shipper-x12', 'railway-x12', 'operator'].map((id) => hub.client(id)),
    )) as [HubClient, HubClient, HubClient];
  });
  afterAll(() => hub.close());

  const sent = async (partner: HubClient, bytes: string): Promise<JourneyView> =>
    partner.settled(await partner.taken(bytes, { contentType: 'application/edi-x12' }));
  const messagesOf = async (file: JourneyView): Promise<JourneyView[]> => {
    const messages = await operator.search({ parent: file.id });
    const inOrder = messages.sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
    return Promise.all(inOrder.map(({ id }) => operator.settled(id)));
  };
  const answer = async (partner: string): Promise<string[]> => {
    const { body } = await nextFrom(hub.queues, `bianzu.reply.${partner}`);
    return segmentsOf(body.toString('latin1'));
  };
  const deliveryTo = ({ deliveries }: JourneyView, destination: string): DeliveryView =>
    deliveries.find((one) => one.destination === destination)!;
  const textOf = async ({ content }: DeliveryView): Promise<string> =>
    (await operator.raw(content)).toString('latin1');

  it('begins with an order as 404, which is in the store and answered by TA1 and 997', async () => {
    const file = await sent(shipper, sample('shipper-x12/fixtures/404-two-goods'));
    expect(file).toMatchObject({ state: 'split', format: 'x12', records: { accepted: 1 } });
    expect(await messagesOf(file)).toMatchObject([
      {
        agreement: 'set-404-4010',
        canonical: [{ type: 'transport-order', document: { orderNumber: 'BL26110207' } }],
      },
    ]);
    expect(await operator.search({ key: 'container:TBJU4025173' })).toHaveLength(1);
    expect(await answer('shipper-x12')).toEqual(
      expect.arrayContaining(['TA1*000000207*261102*0830*A*000', 'AK1*SR*207', 'AK5*A', 'AK9*A*1*1*1']),
    );
  });

  it('refuses an order whose weight is no number, and says where', async () => {
    const faulty = sample('shipper-x12/fixtures/404-two-goods', {
      '000000207': '000000208',
      '*207': '*208',
      '52000*G*70.2': 'MANY*G*70.2',
    });
    const file = await sent(shipper, faulty);
    expect(file.records).toEqual({ refused: 1 });
    expect(await answer('shipper-x12')).toEqual(
      expect.arrayContaining(['AK4*4*81*6*MANY', 'AK5*R*5', 'AK9*R*1*1*0']),
    );
  });

  it('refuses a waybill whose number is none, though a telephone that is none is tolerated', async () => {
    const faulty = sample('shipper-x12/fixtures/404-with-waybill', {
      'WY*388012611020000017': 'WY*123456',
      '+8637165550125': '12',
    });
    const [message] = await messagesOf(await sent(shipper, faulty));
    expect(message).toMatchObject({ state: 'refused', reason: 'element-missing' });
    expect(message!.issues.map(({ code, severity }) => `${code} ${severity}`)).toEqual(
      expect.arrayContaining(['identifier-malformed warning', 'element-missing error']),
    );
    expect((await answer('shipper-x12')).at(-2)).toBe('AK9*R*1*1*0');
  });

  it('keeps an order from a station that nobody knows until its code is known', async () => {
    const file = await sent(
      shipper,
      sample('shipper-x12/fixtures/404-two-goods', {
        '000000207': '000000209',
        '*207': '*209',
        'F9*38801*PUTIAN HENAN': 'F9**PUTIEN',
      }),
    );
    expect(await messagesOf(file)).toMatchObject([
      { state: 'quarantined', issues: [{ code: 'code-not-listed', value: 'PUTIEN' }] },
    ]);
  });

  it('tells the shipper as 214 what the railway reports of its consignment, event by event', async () => {
    const report = sample('railway-x12/fixtures/214-journey', { KH001207: 'KH000777' });
    const [message] = await messagesOf(await sent(railway, report));
    expect(message).toMatchObject({ state: 'accepted', agreement: 'set-214-4010' });
    expect(message!.canonical.map(({ document }) => document['statusCode'])).toEqual([
      'departed',
      'delayed',
      'delivered',
      'delivered',
      'arrived',
    ]);
    const toShipper = message!.deliveries.filter(({ destination }) => destination === 'shipper-x12-statuses');
    const events = await Promise.all(toShipper.map(textOf));
    expect(events.flatMap(segmentsOf).filter((segment) => segment.startsWith('AT7'))).toEqual([
      'AT7*RL*NS***20261102*2210*LT',
      'AT7*SD*AO***20261104*1115*LT',
      'AT7***AB*NA*20261109*0800*LT',
      'AT7*AG*NS***20261109*0600*LT',
      'AT7*AR*NS***20261105*0620*LT',
    ]);
  });

  it('knows that the shipper has taken a 214, and which one', async () => {
    const report = sample('railway-x12/fixtures/214-version-005010', { KH001207: 'KH000777' });
    const [message] = await messagesOf(await sent(railway, report));
    const { acknowledgement } = deliveryTo(message!, 'shipper-x12-statuses');
    expect(acknowledgement).toMatchObject({ state: 'waiting' });
    const { interchangeReference, groupReference } = acknowledgement!;
    await sent(shipper, taken(interchangeReference, groupReference!));
    const journey = await operator.journey(message!.id);
    expect(deliveryTo(journey, 'shipper-x12-statuses').acknowledgement).toMatchObject({
      state: 'accepted',
      received: [{ result: 'matched' }, { result: 'matched' }],
    });
  });

  it('makes events of the container, not statuses, of what happens at a ramp', async () => {
    const [message] = await messagesOf(await sent(railway, sample('railway-x12/fixtures/322-loaded')));
    expect(message!.canonical.map(({ type }) => type)).toEqual(Array(3).fill('equipment-event'));
    const [departure] = await messagesOf(await sent(railway, sample('railway-x12/fixtures/322-departed')));
    expect(departure!.canonical.map(({ type }) => type)).toEqual(Array(4).fill('transport-status'));
  });

  it('has the waybill of 417 under its number', async () => {
    await sent(railway, sample('railway-x12/fixtures/417-waybill'));
    const found = await operator.search({ key: 'waybill:388012611020000017' });
    const journeys = await Promise.all(found.map(({ id }) => operator.journey(id)));
    expect(journeys.flatMap(({ canonical }) => canonical.map(({ type }) => type))).toContain(
      'consignment-note',
    );
  });

  it('ends with the invoice of 310, which goes to the shipper as 310 with the same amounts', async () => {
    const bill = sample('railway-x12/fixtures/310-freight', { KH001208: 'KH000777' });
    const [message] = await messagesOf(await sent(railway, bill));
    expect(message).toMatchObject({
      state: 'accepted',
      canonical: [{ type: 'invoice', document: { grandTotalAmount: 7095.9, currencyCode: 'CNY' } }],
    });
    const segments = segmentsOf(await textOf(deliveryTo(message!, 'shipper-x12-invoices')));
    expect(segments).toContain('L3*****709590');
    expect(segments.filter((segment) => segment.startsWith('L1*')).map((one) => one.split('*')[4])).toEqual([
      '620000',
      '86590',
      '3000',
    ]);
  });
});
