import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codecFor } from '#libs/codecs';
import { SchemaLibrary } from '#libs/validation';
import { DocumentedAnswers, type OpenApiDocument } from '../interfaces/documented-answers.js';
import {
  aperak,
  contrl,
  statusReceivers,
  functional,
  type StatusReceivers,
} from '../support/status-receivers.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { sample } from '../support/samples.js';
import type { DeliveryView, JourneyView } from '../support/views.js';

const schemas = new SchemaLibrary({ schemasRoot: 'schemas' });

const status = (number: number, changes: Readonly<Record<string, string>> = {}): Buffer =>
  sample('sys-4/samples/status.json', 'utf-8', {
    'ZT-20260316-000001': `ZT-20260316-00${number}`,
    '202603TY4150010001': `202603TY415001${number}`,
    ...changes,
  });

describe('a status for partners that speak EDI', () => {
  let receivers: StatusReceivers;
  let hub: Installation;
  let portal: HubClient;
  let harbour: HubClient;
  let shipper: HubClient;
  let operator: HubClient;

  beforeAll(async () => {
    receivers = statusReceivers();
    hub = await Installation.start({ edition: 'embedded', configurationRoot: receivers.configurationRoot });
    [portal, harbour, shipper, operator] = (await Promise.all(
      ['sys-4', 'harbour-edi', 'shipper-x12', 'operator'].map((id) => hub.client(id)),
    )) as [HubClient, HubClient, HubClient, HubClient];
  });
  afterAll(async () => {
    await hub.close();
    receivers.close();
  });

  const sent = async (number: number, changes = {}): Promise<JourneyView> =>
    portal.settled(await portal.taken(status(number, changes), { contentType: 'application/json' }));
  const deliveryTo = ({ deliveries }: JourneyView, destination: string): DeliveryView =>
    deliveries.find((one) => one.destination === destination)!;
  const textOf = async (delivery: DeliveryView): Promise<string> =>
    (await operator.raw(delivery.content)).toString('latin1');
  const answered = async (partner: HubClient, text: string): Promise<JourneyView> => {
    const id = await partner.taken(text, { contentType: 'application/edi' });
    return partner.settled(id);
  };
  const resultsOf = async (journey: JourneyView): Promise<string[]> => {
    const parts = await operator.search({ parent: journey.id });
    const all = await Promise.all(
      [journey.id, ...parts.map(({ id }) => id)].map((id) => operator.journey(id)),
    );
    return all.flatMap(({ acknowledges }) => acknowledges.map(({ form, result }) => `${form} ${result}`));
  };
  const stateOf = async (journey: JourneyView, destination: string): Promise<string | undefined> =>
    deliveryTo(await operator.journey(journey.id), destination).acknowledgement?.state;
  const referenceOf = ({ acknowledgement }: DeliveryView): string => acknowledgement!.interchangeReference;

  it('goes out as IFTSTA and as 214, each in an interchange that is right by all rules', async () => {
    const journey = await sent(1001);
    const [iftsta, x214] = [deliveryTo(journey, 'harbour'), deliveryTo(journey, 'shipper')];
    expect([iftsta, x214]).toMatchObject([
      { state: 'delivered', contentType: 'application/edifact', issues: [] },
      { state: 'delivered', contentType: 'application/edi-x12', issues: [] },
    ]);
    for (const [delivery, format, ref] of [
      [iftsta, 'edifact', 'edifact/d00b/IFTSTA'],
      [x214, 'x12', 'x12/004010/214'],
    ] as const) {
      const { document, issues } = codecFor(format).decode(await operator.raw(delivery.content));
      expect([...issues, ...schemas.validate(document!, ref)]).toEqual([]);
    }
    expect(await textOf(iftsta)).toContain("CNI+1+202603TY4150011001'STS+1+31'DTM+334:202603162114:203'");
    expect(await textOf(iftsta)).toMatch(/^UNB\+UNOC:3\+BIANZU:ZZ\+HARBOUR:ZZ\+\d{6}:\d{4}\+1\+{4}1'/);
    expect(await textOf(x214)).toContain('B10*202603TY4150011001*');
    expect(iftsta.acknowledgement).toMatchObject({
      state: 'waiting',
      overdue: false,
      interchangeReference: '1',
      messageType: 'IFTSTA',
      received: [],
    });
    expect(x214.acknowledgement).toMatchObject({ interchangeReference: '000000001', groupReference: '1' });
  });

  it('is acknowledged by CONTRL: receipt, then content; what is said again is a duplicate; APERAK may refuse it still', async () => {
    const journey = await sent(1002);
    const reference = referenceOf(deliveryTo(journey, 'harbour'));
    expect(await resultsOf(await answered(harbour, contrl(reference, '8', 'C1')))).toEqual([
      'CONTRL matched',
    ]);
    expect(await stateOf(journey, 'harbour')).toBe('received');
    expect(await resultsOf(await answered(harbour, contrl(reference, '7', 'C2')))).toEqual([
      'CONTRL matched',
    ]);
    expect(await stateOf(journey, 'harbour')).toBe('accepted');
    expect(await resultsOf(await answered(harbour, contrl(reference, '7', 'C3')))).toEqual([
      'CONTRL duplicate',
    ]);
    expect(await resultsOf(await answered(harbour, aperak(reference, 'C4')))).toEqual(['APERAK rejected']);
    expect(await stateOf(journey, 'harbour')).toBe('rejected');
    const { received } = deliveryTo(await operator.journey(journey.id), 'harbour').acknowledgement!;
    expect(received.map(({ result }) => result)).toEqual(['matched', 'matched', 'duplicate', 'rejected']);
  });

  it('is acknowledged by TA1 and 997; a refusal shows what the partner finds wrong', async () => {
    const [good, bad] = [await sent(1003), await sent(1004)];
    const numbers = (journey: JourneyView): [string, string] => {
      const { acknowledgement } = deliveryTo(journey, 'shipper');
      return [acknowledgement!.interchangeReference, acknowledgement!.groupReference!];
    };
    const accepted = await answered(shipper, functional(...numbers(good), { action: 'A', own: 21 }));
    expect((await resultsOf(accepted)).sort()).toEqual(['997 matched', 'TA1 matched']);
    const rejected = await answered(shipper, functional(...numbers(bad), { action: 'R', own: 22 }));
    expect((await resultsOf(rejected)).sort()).toEqual(['997 rejected', 'TA1 matched']);
    expect([await stateOf(good, 'shipper'), await stateOf(bad, 'shipper')]).toEqual(['accepted', 'rejected']);
    const { state, acknowledgement } = deliveryTo(await operator.journey(bad.id), 'shipper');
    expect({ state, errors: acknowledgement!.errors }).toEqual({
      state: 'delivered',
      errors: [
        { code: '8', segment: 'B10', segmentPosition: 2 },
        { code: '7', segment: 'B10', segmentPosition: 2, element: 3, value: 'BZRL' },
        { code: '5' },
      ],
    });
    const list = await operator.get<{ acknowledgements: { messageId: string }[] }>(
      '/v1/acknowledgements?state=rejected',
    );
    expect(list.body.acknowledgements[0]!.messageId).toBe(bad.id);
  });

  it('is acknowledged late behind the time agreed on, and overdue until then', async () => {
    const journey = await sent(1005);
    const { id } = deliveryTo(journey, 'harbour');
    await hub.gateway.dataSource.query(
      `UPDATE expected_acknowledgement SET due_at = now() - interval '1 minute' WHERE delivery_id = $1`,
      [id],
    );
    const overdue = async (): Promise<string[]> => {
      const path = '/v1/acknowledgements?state=overdue';
      const { body } = await operator.get<{ acknowledgements: { deliveryId: string }[] }>(path);
      return body.acknowledgements.map(({ deliveryId }) => deliveryId);
    };
    expect(await overdue()).toEqual([id]);
    const late = await answered(harbour, contrl(referenceOf(deliveryTo(journey, 'harbour')), '7', 'C5'));
    expect(await resultsOf(late)).toEqual(['CONTRL late']);
    expect([await stateOf(journey, 'harbour'), await overdue()]).toEqual(['accepted', []]);
  });

  it('is not acknowledged by what is about something else: an orphan', async () => {
    expect(await resultsOf(await answered(harbour, contrl('987654', '7', 'C6')))).toEqual(['CONTRL orphan']);
    const other = functional('000098765', '98765', { action: 'A', own: 23 });
    expect((await resultsOf(await answered(shipper, other))).sort()).toEqual(['997 orphan', 'TA1 orphan']);
  });

  it('is told as the OpenAPI document says', async () => {
    const documented = new DocumentedAnswers((await operator.get<OpenApiDocument>('/openapi.json')).body);
    const journey = await sent(1009);
    const reference = referenceOf(deliveryTo(journey, 'harbour'));
    const answer = await answered(harbour, contrl(reference, '4', 'C9'));
    for (const [operation, path] of [
      ['GET /v1/acknowledgements', '/v1/acknowledgements?state=rejected&partner=harbour-edi'],
      ['GET /v1/messages/{id}', `/v1/messages/${journey.id}`],
      ['GET /v1/messages/{id}', `/v1/messages/${answer.id}`],
    ] as const) {
      expect(documented.faultsOf(operation, await operator.get(path))).toEqual([]);
    }
  });

  it('stays visible where it cannot be written, and takes no number', async () => {
    const wrong = await sent(1006, { '"hzzm": "西安国际港"': '"hzzm": "西安国际港", "sm": "晚"' });
    expect(wrong.state).toBe('accepted');
    expect(deliveryTo(wrong, 'harbour')).toMatchObject({
      state: 'failed',
      issues: [{ code: 'character-not-encodable' }],
    });
    const before = Number(referenceOf(deliveryTo(await sent(1007), 'harbour')));
    const after = Number(referenceOf(deliveryTo(await sent(1008), 'harbour')));
    expect(after).toBe(before + 1);
    const { body } = await harbour.get<{ acknowledgements: { partner: string }[]; next: string | null }>(
      '/v1/acknowledgements?limit=2',
    );
    expect(body.acknowledgements.map(({ partner }) => partner)).toEqual(['harbour-edi', 'harbour-edi']);
    expect(body.next).not.toBeNull();
  });
});
