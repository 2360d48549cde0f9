import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromXmlDocument, loadAnswers } from '#libs/canonical';
import { codecFor } from '#libs/codecs';
import { plainValueOf } from '#libs/message';
import { SchemaLibrary } from '#libs/validation';
import { Credentials, type Scope } from '#libs/partners';
import type { Answer, HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { sample } from '../support/samples.js';
import { wantsXml, XmlForms } from './xml-forms.js';

interface OrderView {
  readonly id: string;
  readonly number: string;
  readonly status: string | null;
}

interface CourseView {
  readonly current: { readonly code: string; readonly name: { readonly zh: string } } | null;
  readonly milestones: readonly {
    readonly code: string;
    readonly plannedAt?: string;
    readonly actualAt?: string;
  }[];
  readonly history: readonly { readonly code: string }[];
  readonly records: readonly { readonly kind: string }[];
}

type Changes = Readonly<Record<string, unknown>>;

const example = JSON.parse(
  readFileSync('schemas/canonical/transport-order/1.example.json', 'utf8'),
) as Changes;
const orderNumber = 'DD2026110500001';

function order(changes: Changes = {}): Changes {
  return {
    ...example,
    senderSystem: 'shipper-api',
    documentId: 'API-1',
    orderNumber,
    demandNumber: '202603TY415001',
    ...changes,
  };
}

/** A status of 95306 about an order. */
function status(id: string, code: string, at: string): Buffer {
  return sample('sys-4/samples/status.json', 'utf-8', {
    'ZT-20260316-000001': id,
    EC2026031600001: orderNumber,
    '"40"': `"${code}"`,
    '2026-03-16 21:14:00': at,
  });
}

describe('orders and their tracking over the standard interfaces', () => {
  let hub: Installation;
  let shipper: HubClient;
  let other: HubClient;
  let authority: HubClient;

  const clientOf = async (principal: string, ...scopes: Scope[]): Promise<HubClient> =>
    hub.stranger(await new Credentials(hub.gateway.dataSource).issue(principal, scopes, 'example-key'));
  const track = (client: HubClient, query: string) => client.get<CourseView>(`/v1/tracking?${query}`);

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'embedded' });
    shipper = await clientOf('shipper-api', 'messages', 'orders', 'tracking');
    other = await clientOf('dcsa-carrier', 'messages', 'orders', 'tracking');
    authority = await clientOf('transport-authority', 'oversight');
    const taken = await shipper.post<{ id: string }>('/v1/orders', order());
    expect(taken.status).toBe(202);
    expect(await shipper.settled(taken.body.id)).toMatchObject({ state: 'accepted' });
    const portal = await hub.client('sys-4');
    const statuses = [
      status('ZT-20261106-000002', '60', '2026-11-06 07:00:00'),
      status('ZT-20261105-000001', '40', '2026-11-05 21:14:00'),
    ];
    for (const one of statuses) {
      const { state, issues } = await portal.settled(await portal.taken(one));
      expect({ state, issues }).toEqual({ state: 'accepted', issues: [] });
    }
  });
  afterAll(() => hub.close());

  it('shows a shipper its order, and nobody else', async () => {
    const { body } = await shipper.get<{ orders: OrderView[] }>('/v1/orders');
    expect(body.orders).toMatchObject([{ number: orderNumber, status: 'arrived', system: 'shipper-api' }]);
    const path = `/v1/orders/${body.orders[0]!.id}`;
    expect(await shipper.get(path)).toMatchObject({
      status: 200,
      body: { goods: [{ sequenceNumber: 1 }] },
    });
    expect(await other.get(path)).toMatchObject({ status: 404 });
    expect(await other.get('/v1/orders')).toMatchObject({ body: { orders: [] } });
    expect(await authority.get(path)).toMatchObject({ status: 200 });
  });

  it('gives the order in JSON and in XML, which are the same message', async () => {
    const { body } = await shipper.get<{ orders: OrderView[] }>(`/v1/orders?number=${orderNumber}`);
    const path = `/v1/orders/${body.orders[0]!.id}/document`;
    expect((await shipper.get(path)).body).toEqual(order());
    const xml = await shipper.get<string>(path, { accept: 'application/xml' });
    expect(xml.headers.get('content-type')).toContain('application/xml');
    const again = await shipper.tell('POST', '/v1/orders', xml.body.replace('API-1', 'API-2'), {
      'content-type': 'application/xml',
    });
    expect(again).toMatchObject({ status: 202 });
    const { id } = again.body as { id: string };
    expect(await shipper.settled(id)).toMatchObject({ state: 'accepted' });
    expect((await shipper.get(path)).body).toEqual(order({ documentId: 'API-2' }));
  });

  it('says in XML what it says of an order, of what it has taken, and of what is wrong', async () => {
    const forms = await XmlForms.of(hub.stranger());
    const { body } = await shipper.get<{ orders: OrderView[] }>(`/v1/orders?number=${orderNumber}`);
    const path = `/v1/orders/${body.orders[0]!.id}`;
    await forms.checkGet(shipper, path);
    await forms.checkGet(shipper, '/v1/orders?limit=1');
    const { body: document } = await shipper.get<string>(`${path}/document`, { accept: 'text/xml' });
    const submitted = (text: string): Promise<Answer> =>
      shipper.tell('POST', '/v1/orders', text, { 'content-type': 'text/xml', ...wantsXml });
    const receipt = await submitted(document.replace('API-2', 'API-3'));
    forms.checkReceipt(receipt);
    const [id = ''] = /(?<=<id>)[^<]+/.exec(String(receipt.body)) ?? [];
    expect(await shipper.settled(id)).toMatchObject({ state: 'accepted' });
    const wrong = await submitted(document.replace(/<serviceType>[^<]*/, '<serviceType>balloon'));
    expect(forms.checkProblem(wrong, 422)).toContain('code-not-listed');
  });

  it('answers an order that is wrong with all its faults and their places, and keeps nothing', async () => {
    const wrong = order({
      documentId: 'API-9',
      serviceType: 'balloon',
      destination: {},
      senderSystem: 'sys-1',
      extra: 1,
    });
    const answer = await shipper.post<{ errors: { pointer: string; code: string }[] }>('/v1/orders', wrong);
    expect(answer.status).toBe(422);
    const places = answer.body.errors.map(({ pointer }) => pointer);
    expect(places).toEqual(expect.arrayContaining(['#/serviceType', '#/senderSystem', '#/extra']));
    expect(places.some((place) => place.startsWith('#/destination'))).toBe(true);
    expect(await shipper.search({ key: 'document:API-9' })).toEqual([]);
  });

  it('repeats the first answer under the same idempotency key, and refuses another order under it', async () => {
    const send = (changes: Changes) =>
      shipper.post<{ id: string }>(
        '/v1/orders',
        order({ documentId: 'API-3', orderNumber: 'AP3', ...changes }),
        {
          'idempotency-key': 'order-3',
        },
      );
    const [first, second] = [await send({}), await send({})];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(await send({ remarks: '改' })).toMatchObject({ status: 422 });
    // of the same demand, so it belongs to the course of the others
    await shipper.settled(first.body.id);
  });

  it('tells the course in the order of what happened, with plans and facts apart', async () => {
    const { body, headers } = await track(shipper, `order=${orderNumber}`);
    expect(body.history.map(({ code }) => code).slice(-2)).toEqual(['departed', 'arrived']);
    expect(body.current).toMatchObject({ code: 'arrived', name: { zh: '已到达' } });
    const loaded = body.milestones.find(({ code }) => code === 'loaded');
    expect(loaded).toMatchObject({ plannedAt: '2026-11-04' });
    expect(loaded?.actualAt).toBeUndefined();
    const known = { 'if-none-match': headers.get('etag')! };
    expect(await shipper.get(`/v1/tracking?order=${orderNumber}`, known)).toMatchObject({ status: 304 });
  });

  it('tells the same in XML, as the XSD of the one definition wants it, to whoever prefers that', async () => {
    const place = 'interfaces/answers/consignment-course/1';
    const model = loadAnswers('schemas').get(place)!;
    const schemas = new SchemaLibrary({ schemasRoot: 'schemas' });
    const path = `/v1/tracking?order=${orderNumber}`;
    const asked = (accept: string) => authority.get<unknown>(path, { accept });
    const json = await asked('application/json');
    const xml = await asked('application/json;q=0.5, application/*;q=0.8, application/xml');
    expect(xml.headers.get('content-type')).toBe('application/xml');
    expect(xml.headers.get('etag')).not.toBe(json.headers.get('etag'));
    const { document } = codecFor('xml').decode(Buffer.from(xml.body as string));
    expect(schemas.validate(document!, place)).toEqual([]);
    const told = plainValueOf(fromXmlDocument(document!, model).root);
    const lists = { milestones: [], history: [], outlook: [], records: [] };
    expect({ ...lists, ...(told as object) }).toEqual(json.body);
    expect((await asked('text/html;q=0.9, */*;q=0.1')).headers.get('content-type')).toContain('json');
    expect((await asked('application/xml;q=0.2, application/json;q=0.3')).body).toEqual(json.body);
    expect(await asked('application/xml;q=0, text/html')).toMatchObject({
      status: 406,
      body: { title: 'not-acceptable' },
    });
  });

  it('finds the course by waybill, container and wagon too, for those who may see it', async () => {
    for (const number of ['waybill=202603TY4150010001', 'container=CSQU3054383', 'wagon=1585686']) {
      expect(await track(authority, number)).toMatchObject({
        status: 200,
        body: { current: { code: 'arrived' } },
      });
      expect(await track(other, number)).toMatchObject({ status: 404 });
    }
    expect(await track(other, `order=${orderNumber}`)).toMatchObject({ status: 404 });
  });

  it("tells nothing of others' goods to a stranger who orders under their number", async () => {
    const thief = await clientOf('shipper-x12', 'messages', 'orders', 'tracking');
    const own = order({ documentId: 'TH-1', senderSystem: 'shipper-x12', customer: { name: '别人' } });
    const { body } = await thief.post<{ id: string }>('/v1/orders', own);
    // it speaks X12: its canonical order has no agreement, so the record is put into the store by hand
    expect(await thief.settled(body.id)).toMatchObject({ state: 'quarantined' });
    await hub.gateway.dataSource.query(
      `WITH theirs AS (INSERT INTO business_record SELECT gen_random_uuid(), kind, 'shipper-x12', number, type, version, as_of,
         message_id, revision, document FROM business_record WHERE kind = 'transport-order' AND number = $1 RETURNING id)
       INSERT INTO record_key SELECT id, 'order', $1 FROM theirs`,
      [orderNumber],
    );
    const stolen = await track(thief, `order=${orderNumber}`);
    expect(stolen.body.records).toHaveLength(1);
    expect(stolen.body.history.map(({ code }) => code)).not.toContain('departed');
  });

  it('asks for exactly one number', async () => {
    expect(await track(shipper, '')).toMatchObject({ status: 400 });
    expect(await track(shipper, 'order=1&waybill=2')).toMatchObject({ status: 400 });
    expect(await track(shipper, 'parcel=1')).toMatchObject({
      status: 400,
      body: { errors: [{ parameter: 'parcel' }] },
    });
  });
});
