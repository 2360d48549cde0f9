import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { Credentials } from '#libs/partners';
import { eventually } from '../support/eventually.js';
import { HubClient, type Answer } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { DocumentedAnswers, type OpenApiDocument } from '../interfaces/documented-answers.js';
import { eventFaults } from '../interfaces/documented-events.js';
import { WebhookEndpoint, type ReceivedEvent } from '../support/webhook-endpoint.js';

const statuses = 'cn.bianzu.transport-status.v1';
const orders = 'cn.bianzu.transport-order.v1';
const accepted = 'cn.bianzu.message.accepted.v1';
const refused = 'cn.bianzu.message.refused.v1';

interface Subscription {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly secret: string;
  readonly challenge: {
    readonly outcome: string;
    readonly status: number | null;
    readonly detail: string | null;
  };
}

const sample = (name: string): string => readFileSync(`schemas/sources/sys-4/samples/${name}.json`, 'utf8');
let number = 700;

/** A status of the portal about an order of its own number. */
function status(order: string, changes: (status: Record<string, unknown>) => void = () => undefined): string {
  const message = JSON.parse(sample('status')) as { msgId: string; data: Record<string, unknown> };
  message.msgId = `ZT-20260316-000${++number}`;
  message.data.ddh = order;
  changes(message.data);
  return JSON.stringify(message);
}

describe('webhooks', () => {
  let hub: Installation;
  let endpoint: WebhookEndpoint;
  let portal: HubClient;
  let shipper: HubClient;
  let railway: HubClient;
  let addresses: readonly string[];

  const client = async (partner: string): Promise<HubClient> => {
    const credentials = new Credentials(hub.gateway.dataSource);
    return new HubClient(hub.url, await credentials.issue(partner, ['messages', 'webhooks'], 'example-key'));
  };
  const subscribe = async (by: HubClient, wanted: object): Promise<Subscription> => {
    const { status, body } = await by.post<Subscription>('/v1/webhooks', { url: endpoint.url, ...wanted });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body;
  };
  const subscription = async (by: HubClient, id: string): Promise<Subscription> =>
    (await by.get<Subscription>(`/v1/webhooks/${id}`)).body;
  const change = async (by: HubClient, id: string, value: object): Promise<Answer<Subscription>> => {
    const { headers } = await by.get(`/v1/webhooks/${id}`);
    return by.tell('PATCH', `/v1/webhooks/${id}`, JSON.stringify(value), {
      'content-type': 'application/json',
      'if-match': headers.get('etag')!,
    });
  };
  const told = (messageId: string, count: number): Promise<ReceivedEvent[]> =>
    eventually(`${count} events about ${messageId}`, () => {
      const events = endpoint.about(messageId);
      return events.length >= count && events;
    });
  const remove = (by: HubClient, { id }: Subscription): Promise<Answer> => by.delete(`/v1/webhooks/${id}`);

  beforeAll(async () => {
    const environment = {
      BIANZU_OUTBOUND_HTTP: 'true',
      BIANZU_OUTBOUND_NETWORKS: '127.0.0.0/8',
      BIANZU_OUTBOUND_PORTS: 'any',
    };
    hub = await Installation.start({ edition: 'embedded', environment });
    Object.assign(hub.gateway.settings.outbound, { resolve: async () => addresses });
    endpoint = await WebhookEndpoint.start();
    [portal, shipper, railway] = [
      await client('sys-4'),
      await client('shipper-x12'),
      await client('railway-x12'),
    ];
  });
  afterAll(async () => {
    await hub.close();
    await endpoint.close();
  });

  it('bring what was subscribed to, signed so that the library of the standard believes it', async () => {
    const order = 'EC2026031600701';
    const made = await subscribe(portal, {
      types: [statuses, accepted],
      keys: [{ type: 'order', value: order }],
    });
    expect(made).toMatchObject({ state: 'active', challenge: { outcome: 'accepted', status: 200 } });
    const other = await portal.taken(status('EC2026031600702'));
    const id = await portal.taken(status(order));
    const events = await told(id, 2);
    expect(events.map(({ event }) => event.type).sort()).toEqual([accepted, statuses]);
    for (const { body, headers, event } of events) {
      expect(new Webhook(made.secret).verify(body, headers)).toMatchObject({
        specversion: '1.0',
        id: event.id,
      });
      expect(headers['webhook-id']).toBe(event.id);
    }
    const { event } = events.find((one) => one.event.type === statuses)!;
    expect(event).toMatchObject({ data: { documentId: expect.any(String), statusCode: expect.any(String) } });
    expect(endpoint.about(other)).toEqual([]);
    await remove(portal, made);
  });

  it('wait for the endpoint to echo a challenge, and never show a secret again', async () => {
    endpoint.echoes = false;
    const made = await subscribe(portal, { types: [statuses] });
    endpoint.echoes = true;
    expect(made).toMatchObject({ state: 'pending', reason: 'the challenge was not echoed' });
    const before = await portal.settled(await portal.taken(status('EC2026031600703')));
    const challenged = await portal.post<Subscription>(`/v1/webhooks/${made.id}/challenge`);
    expect(challenged).toMatchObject({ status: 200, body: { state: 'active', reason: null } });
    const id = await portal.taken(status('EC2026031600703'));
    await told(id, 1);
    expect(endpoint.about(before.id)).toEqual([]);
    const shown = JSON.stringify([
      await portal.get('/v1/webhooks').then(({ body }) => body),
      await subscription(portal, made.id),
      await portal.get(`/v1/webhooks/${made.id}/attempts`).then(({ body }) => body),
      await (await hub.client('operator')).get('/v1/audit?limit=50').then(({ body }) => body),
    ]);
    expect(shown).not.toContain(made.secret.slice('whsec_'.length));
    await remove(portal, made);
  });

  it('are signed with both secrets while one takes the place of the other', async () => {
    const made = await subscribe(portal, { types: [statuses] });
    const rotated = await portal.post<{ secret: string }>(`/v1/webhooks/${made.id}/rotate`, {
      overlapHours: 1,
    });
    expect(rotated.status).toBe(200);
    const [both] = await told(await portal.taken(status('EC2026031600704')), 1);
    for (const secret of [made.secret, rotated.body.secret])
      expect(new Webhook(secret).verify(both!.body, both!.headers)).toMatchObject({ type: statuses });
    const { body } = await portal.post<{ secret: string }>(`/v1/webhooks/${made.id}/rotate`, {
      overlapHours: 0,
    });
    const [one] = await told(await portal.taken(status('EC2026031600704')), 1);
    expect(new Webhook(body.secret).verify(one!.body, one!.headers)).toMatchObject({ type: statuses });
    expect(() => new Webhook(made.secret).verify(one!.body, one!.headers)).toThrow();
    await remove(portal, made);
  });

  it('tell a partner of its own messages, and of others only what its file grants', async () => {
    const made = await subscribe(shipper, { types: [statuses] });
    const all = await subscribe(portal, { types: [statuses] });
    const report = readFileSync('mappings/railway-x12/fixtures/214-journey.x12', 'latin1');
    const send = async (text: string): Promise<string> => {
      const file = await railway.settled(await railway.taken(text, { contentType: 'application/edi-x12' }));
      const [message] = await (await hub.client('operator')).search({ parent: file.id });
      return message!.id;
    };
    const others = await send(report);
    const its = await send(
      report
        .replace('KH001207', 'KH000777')
        .replaceAll(/000000401|(?<=\*)401(?=[*~])/g, (control) => control.replace('401', '402')),
    );
    const events = await told(its, 5);
    expect(
      events.every(({ event }) => (event.data!.customer as { identifier: string }).identifier === 'KH000777'),
    ).toBe(true);
    expect(endpoint.about(others)).toEqual([]);
    expect(events).toHaveLength(5);
    const whole = `/v1/events/${events[0]!.event.id}`;
    expect((await shipper.get(whole)).status).toBe(200);
    expect((await portal.get(whole)).status).toBe(404);
    for (const path of ['', '/attempts'])
      expect((await portal.get(`/v1/webhooks/${made.id}${path}`)).status).toBe(404);
    expect((await portal.delete(`/v1/webhooks/${made.id}`)).status).toBe(404);
    const wider = await shipper.post<{ errors: object[] }>('/v1/webhooks', {
      url: endpoint.url,
      types: ['cn.bianzu.party.v1'],
    });
    expect(wider).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/types/0' }] } });
    await remove(shipper, made);
    await remove(portal, all);
  });

  it('end with 410, say why, and begin again with a challenge; what was missed is replayed', async () => {
    const made = await subscribe(portal, { types: [statuses, refused] });
    const began = new Date().toISOString();
    endpoint.status = 410;
    const first = await portal.taken(status('EC2026031600705'));
    await eventually(
      'it is disabled',
      async () => (await subscription(portal, made.id)).state === 'disabled',
    );
    expect(await subscription(portal, made.id)).toMatchObject({ reason: expect.stringContaining('410') });
    const wrong = await portal.taken(status('EC2026031600705', (data) => (data.tmism = 'x')));
    await eventually('it is refused', async () => (await portal.journey(wrong)).state === 'refused');
    endpoint.status = 204;
    endpoint.received.length = 0;
    expect((await change(portal, made.id, { state: 'active' })).body).toMatchObject({
      state: 'active',
      reason: null,
    });
    await told(first, 1);
    const ask = (more: object): Promise<Answer<{ events: number }>> =>
      portal.post(`/v1/webhooks/${made.id}/replay`, { from: began, ...more });
    expect((await ask({})).body).toEqual({ dryRun: true, events: 2, continueFrom: null });
    expect((await ask({ types: [refused] })).body).toMatchObject({ events: 1 });
    expect((await ask({ dryRun: false })).body).toMatchObject({ dryRun: false, events: 2 });
    const again = await told(first, 2);
    expect(new Set(again.map(({ event }) => event.id)).size).toBe(1);
    expect((await told(wrong, 1))[0]).toMatchObject({ event: { type: refused, data: { state: 'refused' } } });
    expect(await ask({ dryRun: false })).toMatchObject({ status: 429 });
    await remove(portal, made);
  });

  it('follow no redirect, and go again to the same address until they are taken', async () => {
    const made = await subscribe(portal, { types: [statuses] });
    endpoint.status = 302;
    endpoint.answerHeaders = { location: `http://127.0.0.1:${endpoint.port}/elsewhere` };
    const id = await portal.taken(status('EC2026031600706'));
    await told(id, 1);
    endpoint.status = 204;
    const events = await told(id, 2);
    expect(events.map(({ headers }) => headers['webhook-id'])).toEqual([
      events[0]!.event.id,
      events[0]!.event.id,
    ]);
    const outcomes = await eventually('it is delivered', async () => {
      const { body } = await portal.get<{ attempts: { outcome: string; status: number; state: string }[] }>(
        `/v1/webhooks/${made.id}/attempts`,
      );
      return body.attempts[0]?.state === 'delivered' && body.attempts;
    });
    expect(outcomes).toMatchObject([
      { outcome: 'accepted', status: 204 },
      { outcome: 'invalid-answer', status: 302 },
    ]);
    await remove(portal, made);
  });

  it('are not sent where they may not go, whatever a name says later', async () => {
    const url = `http://hooks.partner.example:${endpoint.port}/hooks`;
    addresses = ['127.0.0.1'];
    const made = await subscribe(portal, { url, types: [statuses] });
    expect(made.state).toBe('active');
    const test = (): Promise<Answer> => portal.post(`/v1/webhooks/${made.id}/test`);
    expect(await test()).toMatchObject({ status: 200, body: { outcome: 'accepted', status: 204 } });
    addresses = ['169.254.169.254'];
    const before = endpoint.received.length;
    expect((await test()).body).toMatchObject({
      outcome: 'unreachable',
      detail: expect.stringContaining('no address'),
    });
    expect(endpoint.received.length).toBe(before);
    for (const [wrong, word] of [
      ['http://10.0.0.1/', 'address'],
      ['http://[::ffff:a9fe:a9fe]/latest/meta-data', 'address'],
      ['http://user:secret@127.0.0.1/', 'user'],
      ['ftp://127.0.0.1/', 'URL'],
    ] as const) {
      const answer = await portal.post('/v1/webhooks', { url: wrong, types: [statuses] });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).toContain(word === 'URL' ? 'url' : word);
    }
    await remove(portal, made);
  });

  it('and everything about them are as the OpenAPI document says', async () => {
    const { body: document } = await portal.get<OpenApiDocument>('/openapi.json');
    const documented = new DocumentedAnswers(document);
    const check = async (operation: string, asked: Promise<Answer>, status: number): Promise<void> => {
      const answer = await asked;
      expect({ operation, status: answer.status, body: answer.body }).toMatchObject({ operation, status });
      expect({ operation, faults: documented.faultsOf(operation, answer) }).toEqual({
        operation,
        faults: [],
      });
    };
    const wanted = {
      url: endpoint.url,
      types: [statuses, accepted],
      keys: [{ type: 'wagon', value: '1585686' }],
    };
    const path = '/v1/webhooks';
    await check(`POST ${path}`, portal.post(path, wanted), 201);
    await check(`POST ${path}`, portal.post(path, { ...wanted, url: 'http://10.0.0.1/' }), 400);
    await check(`POST ${path}`, portal.post(path, { ...wanted, secret: 'mine' }), 400);
    await check(`POST ${path}`, (await hub.client('operator')).post(path, wanted), 403);
    await check(`GET ${path}`, portal.get(path), 200);
    await check(`GET ${path}/event-types`, portal.get(`${path}/event-types`), 200);
    const { body } = await portal.get<{ subscriptions: Subscription[] }>(path);
    const one = `${path}/${body.subscriptions[0]!.id}`;
    await check(`GET ${path}/{id}`, portal.get(one), 200);
    await check(`GET ${path}/{id}`, portal.get(`${path}/1`), 404);
    const patch = (headers: object): Promise<Answer> =>
      portal.tell('PATCH', one, '{"state":"disabled"}', { 'content-type': 'application/json', ...headers });
    await check(`PATCH ${path}/{id}`, patch({}), 428);
    await check(`PATCH ${path}/{id}`, patch({ 'if-match': '"99"' }), 412);
    await check(`PATCH ${path}/{id}`, patch({ 'if-match': '"1"' }), 200);
    const replay = { from: new Date(Date.now() - 1_000).toISOString(), dryRun: false };
    await check(`POST ${path}/{id}/replay`, portal.post(`${one}/replay`, replay), 409);
    const wrongRanges = [
      { to: replay.from },
      { from: '2024-01-01T00:00:00Z' },
      { from: '2016-12-31T23:59:60Z' },
    ];
    for (const range of wrongRanges)
      await check(`POST ${path}/{id}/replay`, portal.post(`${one}/replay`, { ...replay, ...range }), 400);
    const odd = { ...wanted, keys: [{ type: 'order', value: '\ud800' }] };
    await check(`POST ${path}`, portal.post(path, odd), 400);
    await check(`POST ${path}/{id}/challenge`, portal.post(`${one}/challenge`), 200);
    await check(`POST ${path}/{id}/test`, portal.post(`${one}/test`), 200);
    await check(`POST ${path}/{id}/rotate`, portal.post(`${one}/rotate`, {}), 200);
    const id = await portal.taken(status('EC2026031600708'));
    const events = await told(id, 2);
    for (const { event } of events) expect(eventFaults(document, event.type, event)).toEqual([]);
    await check(`GET ${path}/{id}/attempts`, portal.get(`${one}/attempts?limit=1`), 200);
    await check('GET /v1/events/{id}', portal.get(`/v1/events/${events[0]!.event.id}`), 200);
    await check('GET /v1/events/{id}', portal.get(`/v1/events/evt-${id}-999`), 404);
    await check(`DELETE ${path}/{id}`, portal.delete(one), 204);
  });

  it('are thin when there is much to tell, and lead to the rest', async () => {
    const made = await subscribe(portal, { types: [orders], scheme: 'v1a' });
    expect(made.secret).toMatch(/^whpk_/);
    const order = JSON.parse(sample('order').replaceAll('EC2026031600001', 'EC2026031600707')) as {
      msgId: string;
      data: Record<string, unknown[]>;
    };
    order.msgId = 'DD-20260316-000707';
    const goods = Object.entries(order.data).find(([, value]) => Array.isArray(value))!;
    order.data[goods[0]] = Array.from({ length: 99 }, (_, at) => ({
      ...(goods[1][0] as object),
      hh: at + 1,
      hzpm: '玉米'.repeat(20),
    }));
    const id = await portal.taken(JSON.stringify(order));
    expect(await portal.settled(id)).toMatchObject({ state: 'accepted', issues: [] });
    const [{ event }] = (await told(id, 1)) as [ReceivedEvent];
    expect(event.data).toBeUndefined();
    const path = new URL(event.dataref!).pathname;
    const whole = await portal.get<{ id: string; data: { items: object[] } }>(path);
    expect(whole).toMatchObject({ status: 200, body: { id: event.id } });
    expect(whole.body.data.items).toHaveLength(99);
    expect((await shipper.get(path)).status).toBe(404);
    await remove(portal, made);
  });
});
