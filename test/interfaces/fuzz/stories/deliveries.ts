import { eventually } from '../../../support/eventually.js';
import type { HubClient } from '../../../support/hub-client.js';
import type { FuzzedHub } from '../fuzzed-hub.js';
import { at, json } from '../requests.js';
import { canonicalOrder } from './messages.js';

const destination = 'newcomer.acknowledgements';
const nobody = '0198a5c2-7f3e-7a11-8c55-0f0e0d0c0b0a';
const reason = { reason: 'to see what happens' };

/** What the partner is answered waits in its inbox; it is fetched, confirmed and sent again. */
export async function tellOfDeliveries(fuzzed: FuzzedHub): Promise<void> {
  const { questions, operator, newcomer } = fuzzed;
  await sent(newcomer, 'N1');
  const [first] = await eventually('something to fetch', async () => {
    const { body } = await questions.expect(200, newcomer, 'GET /v1/inbox', at('/v1/inbox'));
    const { messages } = body as { messages: { id: string }[] };
    return messages.length > 0 && messages;
  });
  const confirm = json('/v1/inbox/confirm', { ids: [first!.id] });
  await questions.expect(200, newcomer, 'POST /v1/inbox/confirm', confirm);
  const listed = `/v1/deliveries?destination=${destination}`;
  await questions.expect(200, newcomer, 'GET /v1/deliveries', at(listed));
  for (const one of ['/v1/deliveries/{id}', '/v1/deliveries/{id}/content'])
    for (const [status, id] of [
      [404, nobody],
      [200, first!.id],
    ] as const)
      await questions.expect(status, newcomer, `GET ${one}`, at(one.replace('{id}', id)));
  await tellOfResending(fuzzed, first!.id);
  await tellOfDestinations({ questions, operator });
  await tellOfPurging(fuzzed);
}

async function sent(newcomer: HubClient, number: string): Promise<void> {
  const order = JSON.stringify(canonicalOrder('newcomer', number));
  const id = await newcomer.taken(order, { contentType: 'application/json', fileName: 'order.json' });
  await newcomer.journey(id);
}

async function tellOfResending({ questions, operator }: FuzzedHub, id: string): Promise<void> {
  const resending = 'POST /v1/deliveries/{id}/resend';
  const path = `/v1/deliveries/${id}/resend`;
  const headers = { 'idempotency-key': 'once' };
  await questions.expect(404, operator, resending, json(`/v1/deliveries/${nobody}/resend`, reason));
  const first = await questions.expect(202, operator, resending, json(path, reason, headers));
  const again = await questions.expect(202, operator, resending, json(path, reason, headers));
  if (JSON.stringify(first.body) !== JSON.stringify(again.body)) throw new Error('it was sent twice');
  await questions.expect(422, operator, resending, json(path, { reason: 'another' }, headers));
  await questions.expect(409, operator, resending, json(path, reason));
  questions.remember(resending, { client: operator, request: json(path, reason) });
}

async function tellOfDestinations({
  questions,
  operator,
}: Pick<FuzzedHub, 'questions' | 'operator'>): Promise<void> {
  await questions.expect(200, operator, 'GET /v1/destinations', at('/v1/destinations'));
  for (const [status, id, partner] of [
    [404, 'nothing', 'nobody'],
    [200, destination, 'newcomer'],
  ] as const) {
    await questions.expect(status, operator, 'GET /v1/destinations/{id}', at(`/v1/destinations/${id}`));
    for (const act of ['pause', 'resume']) {
      const own = json(`/v1/destinations/${id}/${act}`, reason);
      await questions.expect(status, operator, `POST /v1/destinations/{id}/${act}`, own);
      const all = json(`/v1/partners/${partner}/${act}`, reason);
      await questions.expect(status, operator, `POST /v1/partners/{id}/${act}`, all);
    }
  }
}

/** Only what is held back is purged, and only as much as was counted. */
async function tellOfPurging({ questions, operator }: FuzzedHub): Promise<void> {
  const purging = 'POST /v1/destinations/{id}/purge';
  const order = { ...reason, what: 'backlog' };
  const path = `/v1/destinations/${destination}`;
  await questions.expect(404, operator, purging, json('/v1/destinations/nothing/purge', order));
  await questions.expect(409, operator, purging, json(`${path}/purge`, order));
  await operator.post(`${path}/pause`, reason);
  const counted = await questions.expect(200, operator, purging, json(`${path}/purge`, order));
  const { count } = counted.body as { count: number };
  await questions.expect(409, operator, purging, json(`${path}/purge`, { ...order, count: count + 1 }));
  await questions.expect(200, operator, purging, json(`${path}/purge`, { ...order, count }));
}
