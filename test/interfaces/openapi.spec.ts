import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Clients } from '#libs/partners';
import type { Answer, HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder, sample } from '../support/samples.js';
import { DocumentedAnswers, type OpenApiDocument } from './documented-answers.js';
import { checkPeople } from './people-answers.js';
import { servedRoutes } from './served-routes.js';
import { wantsXml, XmlForms } from './xml-forms.js';

const numbers = { reference: 'DK2026031600001601', order: 'DD2026031601601' };

describe('the OpenAPI document', () => {
  let hub: Installation;
  let document: OpenApiDocument;
  let documented: DocumentedAnswers;
  let operator: HubClient;
  let keyAccounts: HubClient;
  let xml: XmlForms;

  const check = async (operation: string, asked: Promise<Answer>, status: number): Promise<void> => {
    const answer = await asked;
    expect({ operation, status: answer.status }).toEqual({ operation, status });
    expect(documented.faultsOf(operation, answer)).toEqual([]);
  };

  beforeAll(async () => {
    hub = await Installation.start({ edition: 'embedded' });
    operator = await hub.client('operator');
    keyAccounts = await hub.client('sys-1');
    document = (await hub.stranger().get<OpenApiDocument>('/openapi.json')).body;
    documented = new DocumentedAnswers(document);
    xml = await XmlForms.of(hub.stranger());
  });
  afterAll(() => hub.close());

  it('is a valid one of version 3.1', async () => {
    const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it('names every route that the server has, and no other', () => {
    const tree = hub.http.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
    const own = servedRoutes(tree).filter((route) => !/ \/(docs|openapi|asyncapi)/.test(route));
    expect(own.sort()).toEqual(documented.operations.sort());
  });

  it('gives every operation a name of its own', () => {
    const names = Object.values(document.paths).flatMap((item) =>
      Object.values(item).flatMap(({ operationId }) => operationId ?? []),
    );
    expect(new Set(names).size).toBe(documented.operations.length);
  });

  it('says what is answered about messages', async () => {
    const sent = keyAccounts.send(keyAccountOrder(numbers), { idempotencyKey: 'documented' });
    await check('POST /v1/messages', sent, 202);
    const { id } = (await sent).body;
    const { deliveries } = await keyAccounts.settled(id);
    await check('GET /v1/messages', keyAccounts.get(`/v1/messages?key=order:${numbers.order}`), 200);
    await check('GET /v1/messages/{id}', keyAccounts.get(`/v1/messages/${id}`), 200);
    await check('GET /v1/messages/{id}/raw', keyAccounts.get(`/v1/messages/${id}/raw`), 200);
    const { id: delivery } = deliveries[0]!;
    await check('GET /v1/deliveries/{id}/content', operator.get(`/v1/deliveries/${delivery}/content`), 200);
    await check('GET /v1/acknowledgements', operator.get('/v1/acknowledgements?state=overdue'), 200);
    await check('GET /v1/acknowledgements', keyAccounts.get('/v1/acknowledgements?state=lost'), 400);
    await check('GET /v1/acknowledgements/owed', operator.get('/v1/acknowledgements/owed?limit=5'), 200);
    const path = '/v1/queues/bianzu.reply.sys-1';
    await check('GET /v1/queues/{queue}', keyAccounts.get(path), 200);
    const { body } = await keyAccounts.get<{ messages: { id: string }[] }>(path);
    const confirmed = keyAccounts.delete(`${path}/${body.messages[0]!.id}`);
    await check('DELETE /v1/queues/{queue}/{id}', confirmed, 200);
  });

  it('says what is answered about messages that are wrong, and about batches and quarantine', async () => {
    const wrong = keyAccountOrder(
      { reference: 'DK2026031600001602', order: 'DD2026031601602' },
      { '<DZTMISM>30062<': '<DZTMISM>99999<' },
    );
    const refused = await keyAccounts.settled(await keyAccounts.taken(wrong));
    await check('GET /v1/messages/{id}', keyAccounts.get(`/v1/messages/${refused.id}`), 200);
    const parcels = await hub.client('sys-6');
    const file = sample('sys-6/samples/parcel.csv', 'gb18030');
    const batch = await parcels.taken(file, { contentType: 'text/csv', fileName: 'LSKY_1.csv' });
    await parcels.settled(batch);
    await check('GET /v1/messages/{id}', parcels.get(`/v1/messages/${batch}`), 200);
    await check('GET /v1/messages', parcels.get(`/v1/messages?parent=${batch}&limit=2`), 200);
    const unknown = await keyAccounts.settled(await keyAccounts.taken('<UNKNOWN/>'));
    const release = '/v1/messages/{id}/release';
    await check(`POST ${release}`, operator.post(`/v1/messages/${unknown.id}/release`), 202);
    await check(`POST ${release}`, operator.post(`/v1/messages/${refused.id}/release`), 409);
  });

  it('says what is answered about customers', async () => {
    await check('GET /v1/customers', operator.get('/v1/customers?limit=1'), 200);
    const { body } = await operator.get<{ items: { id: string }[] }>('/v1/customers?limit=1');
    const { id } = body.items[0]!;
    await check('GET /v1/customers/{id}', operator.get(`/v1/customers/${id}`), 200);
    await check('GET /v1/customers/{id}/records', operator.get(`/v1/customers/${id}/records`), 200);
    await check('GET /v1/customers/{id}', operator.get('/v1/customers/nobody'), 404);
    await check('GET /v1/customers', operator.get('/v1/customers?cursor=x'), 400);
    await check('GET /v1/customers', keyAccounts.get('/v1/customers'), 403);
  });

  it('says what is answered about base data', async () => {
    await check('GET /v1/base-data', keyAccounts.get('/v1/base-data'), 200);
    const list = await keyAccounts.get('/v1/base-data/stations');
    await check('GET /v1/base-data/{list}', Promise.resolve(list), 200);
    const known = { 'if-none-match': list.headers.get('etag')! };
    await check('GET /v1/base-data/{list}', keyAccounts.get('/v1/base-data/stations', known), 304);
    await check('GET /v1/base-data/{list}', keyAccounts.get('/v1/base-data/stations?at=today'), 400);
    await check('GET /v1/base-data/{list}/{code}', keyAccounts.get('/v1/base-data/stations/EZY'), 200);
    await check('GET /v1/base-data/{list}/{code}', keyAccounts.get('/v1/base-data/stations/%00'), 404);
    const crossReference = '/v1/base-data/{list}/cross-references/{system}/{code}';
    const path = '/v1/base-data/stations/cross-references/sys-5/DEZY1';
    await check(`GET ${crossReference}`, keyAccounts.get(path), 200);
    await check(`PUT ${crossReference}`, operator.put(path, { standardCode: 'EZY' }), 200);
    await check(`PUT ${crossReference}`, operator.put(path, { standardCode: 'no' }), 400);
    await check(`PUT ${crossReference}`, keyAccounts.put(path, { standardCode: 'EZY' }), 403);
    await check('GET /v1/base-data/unknown-codes', operator.get('/v1/base-data/unknown-codes'), 200);
  });

  it('says what is answered about the hub itself', async () => {
    await check('GET /v1/statistics/balance', operator.get('/v1/statistics/balance'), 200);
    const activations = '/v1/operations/configuration/activations';
    await check('GET /v1/operations/configuration', operator.get('/v1/operations/configuration'), 200);
    await check(`GET ${activations}`, operator.get(activations), 200);
    await check(`POST ${activations}`, operator.post(activations, { note: 'as it is' }), 200);
    await check(`POST ${activations}`, operator.post(activations, { replacing: 99 }), 409);
    await check(`POST ${activations}`, operator.post(activations, { note: 1 }), 400);
    await check('GET /v1/operations/findings', operator.get('/v1/operations/findings'), 200);
    await check('GET /v1/operations/storage', operator.get('/v1/operations/storage?perDay=1'), 409);
    await check('GET /v1/partners/health', operator.get('/v1/partners/health'), 200);
    await check('GET /v1/partners/health', operator.get('/v1/partners/health?hours=0'), 400);
    await check('GET /metrics', hub.stranger().get('/metrics'), 200);
    await check('GET /metrics', hub.stranger().get('/metrics', { 'x-forwarded-for': '10.0.0.1' }), 403);
    await check('GET /health/live', hub.stranger().get('/health/live'), 200);
    await check('GET /health/ready', hub.stranger().get('/health/ready'), 200);
  });

  it('says what is answered about access tokens', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const ask = (body: string): Promise<Answer> => hub.stranger().tell('POST', '/oauth/token', body, form);
    const secret = await new Clients(hub.gateway.dataSource).issueSecret('sys-1', ['messages']);
    const client = `grant_type=client_credentials&client_id=sys-1&client_secret=`;
    await check('POST /oauth/token', ask(client + secret), 200);
    await check('POST /oauth/token', ask(`${client}wrong`), 401);
    await check('POST /oauth/token', ask('grant_type=password'), 400);
    await check('GET /oauth/jwks', hub.stranger().get('/oauth/jwks'), 200);
    const metadata = '/.well-known/oauth-authorization-server';
    await check(`GET ${metadata}`, hub.stranger().get(metadata), 200);
  });

  it('says what is answered about the audit log', async () => {
    await check('GET /v1/audit', operator.get('/v1/audit?limit=1'), 200);
    await check('GET /v1/audit', operator.get('/v1/audit?before=x'), 400);
    await check('GET /v1/audit/verification', operator.get('/v1/audit/verification'), 200);
    await check('GET /v1/audit/verification', keyAccounts.get('/v1/audit/verification'), 403);
  });

  it('says what is answered about people, their sessions, secrets and clients', async () => {
    await checkPeople(operator, hub.stranger(), check);
  });

  it('says what is answered to AS2', async () => {
    await check('POST /as2', hub.stranger().post('/as2', {}), 400);
    await check('POST /as2/mdn', hub.stranger().post('/as2/mdn', {}), 400);
  });

  it('says what is answered to the common interface of railways', async () => {
    await check('GET /common-interface', hub.stranger().get('/common-interface'), 200);
    const soap = keyAccounts.tell('POST', '/common-interface', 'x', { 'content-type': 'text/xml' });
    await check('POST /common-interface', soap, 500);
  });

  it('says in XML what it says in JSON', async () => {
    const [found] = await keyAccounts.search({ key: `order:${numbers.order}` });
    const customers = await operator.get<{ items: { id: string }[] }>('/v1/customers?limit=1');
    const { id } = customers.body.items[0]!;
    const paths = [
      `/v1/messages?limit=2`,
      `/v1/messages/${found!.id}`,
      '/v1/acknowledgements',
      '/v1/acknowledgements/owed',
      '/v1/orders?limit=1',
      '/v1/customers?limit=2',
      `/v1/customers/${id}`,
      `/v1/customers/${id}/records`,
      '/v1/base-data',
      '/v1/base-data/wagon-types',
      '/v1/base-data/stations/EZY',
      '/v1/base-data/stations/cross-references/sys-5/DEZY1',
      '/v1/base-data/changes',
    ];
    for (const path of paths) await xml.checkGet(operator, path);
    const messages = await operator.get<{ messages: { id: string }[] }>('/v1/messages');
    for (const { id: message } of messages.body.messages)
      await xml.checkGet(operator, `/v1/messages/${message}`);
    const { body } = await operator.get<{ orders: { id: string }[] }>('/v1/orders');
    for (const order of body.orders) await xml.checkGet(operator, `/v1/orders/${order.id}`);
  });

  it('gives a receipt in XML, and again under its key', async () => {
    const again = (): Promise<Answer> =>
      keyAccounts.send('<RECEIPT/>', { idempotencyKey: 'in-xml', headers: wantsXml });
    const receipt = xml.checkReceipt(await again());
    expect(receipt).toHaveLength(3);
    expect(xml.checkReceipt(await again())).toEqual(receipt);
    const operation = 'POST /v1/messages';
    expect(documented.faultsOf(operation, await again())).toEqual([]);
  });

  it.each([
    ['*/*', 'application/json'],
    ['application/xml', 'application/xml'],
    ['text/xml', 'text/xml'],
    ['text/*', 'text/xml'],
    ['application/xml, application/json', 'application/json'],
    ['application/json;q=0.5, application/xml', 'application/xml'],
    ['application/xml;q=0.5, */*', 'application/json'],
    ['application/json;q=0, */*', 'application/xml'],
    ['text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8', 'application/xml'],
  ])('takes from %s that %s is wanted', async (accept, type) => {
    const answer = await keyAccounts.get('/v1/base-data', { accept });
    expect(answer.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(documented.faultsOf('GET /v1/base-data', answer)).toEqual([]);
  });

  it('tells problems in XML to those who read it, and in JSON to all others', async () => {
    const missing = await keyAccounts.get('/v1/messages/1', { accept: 'text/xml' });
    expect(xml.checkProblem(missing, 404)).toContain('urn:bianzu:problem:not-found');
    expect(documented.faultsOf('GET /v1/messages/{id}', missing)).toEqual([]);
    const wrong = await keyAccounts.get('/v1/messages?limit=x&limits=1', wantsXml);
    expect(xml.checkProblem(wrong, 400)).toContain('limits');
    xml.checkProblem(await hub.stranger().get('/v1/messages', wantsXml), 401);
    xml.checkProblem(await keyAccounts.get('/nowhere', wantsXml), 404);
    xml.checkProblem(await keyAccounts.ask('DELETE', '/v1/messages', wantsXml), 405);
    // operators' own paths are JSON alone
    const balance = '/v1/statistics/balance';
    expect(xml.checkProblem(await operator.get(balance, wantsXml), 406)).toContain('application/json');
    xml.checkProblem(await keyAccounts.get('/v1/messages', { accept: 'application/soap+xml' }), 406);
    const json = ['image/png', 'application/vnd.x+json, text/xml;q=0.9', 'application/json;q=0.1'];
    for (const accept of json) {
      const { headers } = await keyAccounts.get('/v1/messages/1', { accept });
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    }
  });

  it('says how it refuses: without a token, without a body, and what is not there', async () => {
    for (const operation of documented.operations.filter((one) => !documented.open.includes(one))) {
      const [method, path] = operation.split(' ') as [string, string];
      const answer = await hub.stranger().ask(method, path.replaceAll(/\{\w+\}/g, '1'));
      expect({ operation, status: answer.status }).toEqual({ operation, status: 401 });
      expect(documented.faultsOf(operation, answer)).toEqual([]);
    }
    await check('POST /v1/messages', keyAccounts.send(''), 400);
    const other = keyAccounts.send('<OTHER/>', { idempotencyKey: 'documented' });
    await check('POST /v1/messages', other, 422);
    await check('GET /v1/messages/{id}/raw', keyAccounts.get('/v1/messages/1/raw'), 404);
    await check('GET /v1/queues/{queue}', keyAccounts.get('/v1/queues/bianzu.reply.sys-2'), 404);
  });

  it('would be noticed when it said something else than what is answered', async () => {
    const { headers, body } = await hub.stranger().get<object>('/health/ready');
    const operation = 'GET /health/ready';
    expect(
      documented.faultsOf(operation, { status: 200, headers, body: { ...body, status: 'ill' } }),
    ).toHaveLength(1);
    expect(documented.faultsOf(operation, { status: 418, headers, body })).toHaveLength(1);
  });

  it('leaves no operation without an answer that was checked', () => {
    expect(documented.unseen).toEqual([]);
  });

  it('is shown on a page where it can be tried', async () => {
    const { status, headers } = await hub.stranger().get('/docs');
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: 200,
      type: expect.stringContaining('text/html'),
    });
  });
});
