import { readFileSync } from 'node:fs';
import type { HubClient } from '../../../support/hub-client.js';
import { keyAccountOrder } from '../../../support/samples.js';
import type { FuzzedHub } from '../fuzzed-hub.js';
import { at, json, withBody } from '../requests.js';

const nobody = '0198a5c2-7f3e-7a11-8c55-0f0e0d0c0b0a';
const path = '/v1/messages';

/** A TransportOrder of a partner by our own schema. */
export function canonicalOrder(senderSystem: string, number: string): object {
  const example = JSON.parse(
    readFileSync('schemas/canonical/transport-order/1.example.json', 'utf8'),
  ) as object;
  return { ...example, senderSystem, documentId: `F-${number}`, orderNumber: number };
}

/** Messages are sent, looked at, and let go on. */
export async function tellOfMessages({ hub, questions, operator }: FuzzedHub): Promise<void> {
  const partner = await hub.client('sys-1');
  const headers = { 'idempotency-key': 'told' };
  const sending = `POST ${path}`;
  const taken = await questions.expect(
    202,
    partner,
    sending,
    withBody(path, '<UNKNOWN/>', 'application/xml', headers),
  );
  await questions.expect(422, partner, sending, withBody(path, '<OTHER/>', 'application/xml', headers));
  await questions.expect(400, partner, sending, withBody(path, '', 'application/xml'));
  const wrong = keyAccountOrder(
    { reference: 'DK2026031600001901', order: 'DD2026031601901' },
    { '<DZTMISM>30062<': '<DZTMISM>99999<' },
  );
  const refused = await partner.taken(wrong, { contentType: 'application/xml' });
  const unknown = (taken.body as { id: string }).id;
  await Promise.all([partner.settled(unknown), partner.settled(refused)]);
  for (const [status, id] of [
    [202, unknown],
    [409, refused],
    [404, nobody],
  ] as const)
    await questions.expect(status, operator, `POST ${path}/{id}/release`, at(`${path}/${id}/release`));
  for (const [status, id] of [
    [404, nobody],
    [200, refused],
  ] as const) {
    await questions.expect(status, partner, `GET ${path}/{id}`, at(`${path}/${id}`));
    await questions.expect(status, partner, `GET ${path}/{id}/raw`, at(`${path}/${id}/raw`));
  }
  await questions.expect(200, partner, `GET ${path}`, at(path));
  await tellOfQueues(questions, partner, refused);
  await questions.expect(200, operator, 'GET /v1/quarantine', at('/v1/quarantine'));
  for (const dryRun of [true, false])
    await questions.expect(
      200,
      operator,
      'POST /v1/quarantine/release',
      json('/v1/quarantine/release', { dryRun }),
    );
}

/** What is refused is answered on the partner's queue. */
async function tellOfQueues(
  questions: FuzzedHub['questions'],
  partner: HubClient,
  refused: string,
): Promise<void> {
  const queue = '/v1/queues/bianzu.reply.sys-1';
  const answered = await questions.expect(200, partner, 'GET /v1/queues/{queue}', at(queue));
  const { messages } = answered.body as { messages: { id: string }[] };
  const id = messages[0]?.id ?? `no answer to ${refused}`;
  const confirming = 'DELETE /v1/queues/{queue}/{id}';
  await questions.expect(200, partner, confirming, at(`${queue}/${id}`));
  await questions.expect(404, partner, confirming, at(`${queue}/first`));
  await questions.expect(404, partner, 'GET /v1/queues/{queue}', at('/v1/queues/bianzu.reply.sys-2'));
}

/** Orders by the standard interface, and what is known of them. */
export async function tellOfOrders(fuzzed: FuzzedHub): Promise<void> {
  const { questions, operator } = fuzzed;
  const shipper = await fuzzed.client('shipper-api', ['messages', 'orders', 'tracking']);
  const headers = { 'idempotency-key': 'ordered' };
  const order = canonicalOrder('shipper-api', 'F1');
  const sending = 'POST /v1/orders';
  const { body } = await questions.expect(202, shipper, sending, json('/v1/orders', order, headers));
  await questions.expect(422, shipper, sending, json('/v1/orders', { ...order, remark: 'x' }, headers));
  await operator.settled((body as { id: string }).id);
  const listed = await questions.expect(200, shipper, 'GET /v1/orders', at('/v1/orders'));
  const { orders } = listed.body as { orders: { id: string }[] };
  for (const one of ['/v1/orders/{id}', '/v1/orders/{id}/document']) {
    await questions.expect(404, shipper, `GET ${one}`, at(one.replace('{id}', nobody)));
    await known(fuzzed, shipper, `GET ${one}`, one.replace('{id}', orders[0]!.id));
  }
  await known(fuzzed, shipper, 'GET /v1/tracking', '/v1/tracking?order=F1');
  await questions.expect(404, shipper, 'GET /v1/tracking', at('/v1/tracking?wagon=0000000'));
  await tellOfCustomers(fuzzed);
}

async function tellOfCustomers({ questions, operator }: FuzzedHub): Promise<void> {
  const { body } = await questions.expect(200, operator, 'GET /v1/customers', at('/v1/customers'));
  const { id } = (body as { items: { id: string }[] }).items[0]!;
  await questions.expect(404, operator, 'GET /v1/customers/{id}', at(`/v1/customers/${nobody}`));
  await questions.expect(200, operator, 'GET /v1/customers/{id}', at(`/v1/customers/${id}`));
  const nothing = at(`/v1/customers/${nobody}/records`);
  await questions.expect(404, operator, 'GET /v1/customers/{id}/records', nothing);
  await questions.expect(200, operator, 'GET /v1/customers/{id}/records', at(`/v1/customers/${id}/records`));
}

/** What has an ETag is shown once, and not repeated to who has it. */
export async function known(
  { questions }: Pick<FuzzedHub, 'questions'>,
  client: HubClient,
  operation: string,
  path: string,
): Promise<void> {
  const { headers } = await questions.ask(client, operation, at(path));
  const etag = headers.get('etag') ?? 'none';
  await questions.expect(304, client, operation, at(path, { 'if-none-match': etag }));
  await questions.expect(200, client, operation, at(path));
}
