import { readFileSync } from 'node:fs';
import { eventually } from '../../../support/eventually.js';
import type { HubClient } from '../../../support/hub-client.js';
import type { FuzzedHub } from '../fuzzed-hub.js';
import { at, json } from '../requests.js';
import { known } from './messages.js';

const path = '/v1/webhooks';
const one = `${path}/{id}`;
const nobody = '0198a5c2-7f3e-7a11-8c55-0f0e0d0c0b0a';
const types = ['cn.bianzu.transport-status.v1'];
const changing = `PATCH ${one}`;

interface Subscription {
  readonly id: string;
}

/** A partner subscribes, is told of an event, and changes its mind. */
export async function tellOfWebhooks(fuzzed: FuzzedHub): Promise<void> {
  const { questions, endpoint } = fuzzed;
  const portal = await fuzzed.client('sys-4', ['messages', 'webhooks']);
  await questions.expect(200, portal, `GET ${path}`, at(path));
  await questions.expect(200, portal, `GET ${path}/event-types`, at(`${path}/event-types`));
  const wanted = { url: endpoint.url, types };
  const make = () => questions.expect(201, portal, `POST ${path}`, json(path, wanted));
  const { id } = (await make()).body as Subscription;
  const status = readFileSync('schemas/sources/sys-4/samples/status.json', 'utf8');
  const message = await portal.taken(status, { contentType: 'application/json' });
  const [told] = await eventually('the event', () => {
    const events = endpoint.about(message);
    return events.length > 0 && events;
  });
  for (const [expected, event] of [
    [404, 'nothing'],
    [200, told!.event.id],
  ] as const)
    await questions.expect(expected, portal, 'GET /v1/events/{id}', at(`/v1/events/${event}`));
  await tellOfActions(fuzzed, portal, id);
  await tellOfChanges(fuzzed, portal, id);
  const gone = (await make()).body as Subscription;
  for (const expected of [204, 404])
    await questions.expect(expected, portal, `DELETE ${one}`, at(`${path}/${gone.id}`));
  await tellOfTooMany(fuzzed, portal, wanted);
}

async function tellOfActions(fuzzed: FuzzedHub, portal: HubClient, id: string): Promise<void> {
  const { questions } = fuzzed;
  const from = { from: new Date(Date.now() - 60_000).toISOString() };
  for (const [status, which] of [
    [404, nobody],
    [200, id],
  ] as const) {
    for (const act of ['challenge', 'test'])
      await questions.expect(status, portal, `POST ${one}/${act}`, at(`${path}/${which}/${act}`));
    await questions.expect(status, portal, `GET ${one}/attempts`, at(`${path}/${which}/attempts`));
    await questions.expect(status, portal, `POST ${one}/rotate`, json(`${path}/${which}/rotate`, {}));
    await questions.expect(status, portal, `POST ${one}/replay`, json(`${path}/${which}/replay`, from));
  }
  await questions.expect(404, portal, `GET ${one}`, at(`${path}/${nobody}`));
  await known(fuzzed, portal, `GET ${one}`, `${path}/${id}`);
}

async function tellOfChanges({ questions }: FuzzedHub, portal: HubClient, id: string): Promise<void> {
  const tag = async () => ({ 'if-match': (await portal.get(`${path}/${id}`)).headers.get('etag')! });
  const change = { state: 'disabled' };
  const place = `${path}/${id}`;
  await questions.expect(404, portal, changing, json(`${path}/${nobody}`, change));
  await questions.expect(428, portal, changing, json(place, change));
  await questions.expect(412, portal, changing, json(place, change, { 'if-match': '"another"' }));
  const tooLarge = { description: 'x'.repeat(100_000) };
  await questions.expect(413, portal, changing, json(place, tooLarge, await tag()));
  await questions.expect(400, portal, changing, json(place, { state: 'lost' }, await tag()));
  await questions.expect(200, portal, changing, json(place, change, await tag()));
  questions.remember(changing, { client: portal, request: json(place, change, await tag()) });
  const replay = { from: new Date().toISOString(), dryRun: false };
  await questions.expect(409, portal, `POST ${one}/replay`, json(`${place}/replay`, replay));
}

/** As many as one may have are there. */
async function tellOfTooMany(
  { questions, hub }: FuzzedHub,
  portal: HubClient,
  wanted: object,
): Promise<void> {
  const { dataSource } = hub.gateway;
  await dataSource.query(
    `INSERT INTO webhook_subscription (id, partner, url, types, keys, scheme, state)
     SELECT gen_random_uuid(), 'sys-4', 'https://one-of-many.example', '{}', '[]', 'v1', 'disabled' FROM generate_series(1, 20)`,
  );
  await questions.expect(409, portal, `POST ${path}`, json(path, wanted));
  await dataSource.query(`DELETE FROM webhook_subscription WHERE url = 'https://one-of-many.example'`);
}
