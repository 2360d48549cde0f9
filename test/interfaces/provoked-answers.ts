import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { IdempotentAnswers } from '#libs/interfaces';
import { Credentials, type Scope } from '#libs/partners';
import type { Answer } from '../support/hub-client.js';
import { HubClient } from '../support/hub-client.js';
import type { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';
import type { SampleRequest } from './sample-requests.js';

/** Asks, holds the answer against the document, and remembers what was wrong. */
export type Held = (client: HubClient, operation: string, request: SampleRequest) => Promise<Answer>;

const json = { 'content-type': 'application/json' };
const bodyOf = (value: object): Pick<SampleRequest, 'headers' | 'body'> => ({
  headers: json,
  body: JSON.stringify(value),
});
const nothing = { headers: {} };

/** Answers that only come after something else has happened. */
export async function provokeAnswers(hub: Installation, operator: HubClient, held: Held): Promise<void> {
  await provokeMessages(hub, operator, held);
  await provokeIdempotency(hub, operator, held);
  await provokeProposals(hub, operator, held);
  await provokePeople(hub, operator, held);
  await provokeSecrets(operator, held);
  await provokeClients(operator, held);
}

async function provokeMessages(hub: Installation, operator: HubClient, held: Held): Promise<void> {
  const partner = await hub.client('sys-1');
  const headers = { 'content-type': 'application/xml', 'idempotency-key': 'provoked' };
  const sending = 'POST /v1/messages';
  const path = '/v1/messages';
  const taken = await held(partner, sending, { path, headers, body: '<UNKNOWN/>' });
  await held(partner, sending, { path, headers, body: '<OTHER/>' });
  const wrong = keyAccountOrder(
    { reference: 'DK2026031600001901', order: 'DD2026031601901' },
    { '<DZTMISM>30062<': '<DZTMISM>99999<' },
  );
  const refused = await partner.taken(wrong, { contentType: 'application/xml' });
  const unknown = (taken.body as { id: string }).id;
  await Promise.all([partner.settled(unknown), partner.settled(refused)]);
  const releasing = 'POST /v1/messages/{id}/release';
  for (const id of [unknown, refused])
    await held(operator, releasing, { path: `${path}/${id}/release`, ...nothing });
  await provokeOrder(hub, held);
  const crossReference = '/v1/base-data/stations/cross-references/sys-5/DEZY1';
  const putting = 'PUT /v1/base-data/{list}/cross-references/{system}/{code}';
  await held(operator, putting, { path: crossReference, ...bodyOf({ standardCode: 'EZY' }) });
}

async function provokeOrder(hub: Installation, held: Held): Promise<void> {
  const example = JSON.parse(
    readFileSync('schemas/canonical/transport-order/1.example.json', 'utf8'),
  ) as object;
  const order = { ...example, senderSystem: 'shipper-api', documentId: 'P-1', orderNumber: 'P1' };
  const credentials = new Credentials(hub.gateway.dataSource);
  const shipper = hub.stranger(await credentials.issue('shipper-api', ['orders'], 'example-key'));
  await held(shipper, 'POST /v1/orders', { path: '/v1/orders', ...bodyOf(order) });
}

/** The same key with another request; and while the first one is still being worked on. */
async function provokeIdempotency(hub: Installation, operator: HubClient, held: Held): Promise<void> {
  const answers = hub.http.get(IdempotentAnswers);
  const reports = '/v1/statistics/reports';
  const proposals = '/v1/base-data/damage-codes/proposals';
  for (const [operation, path, type, bodies] of [
    [
      `POST ${reports}`,
      reports,
      'application/json',
      ['{"from":"2026-01","to":"2026-01"}', '{"from":"2026-02","to":"2026-02"}'],
    ],
    ['POST /v1/base-data/{list}/proposals', proposals, 'text/csv', ['code,zh,en', 'code,en,zh']],
  ] as const) {
    const ask = (key: string, body: string): Promise<Answer> =>
      held(operator, operation, { path, headers: { 'content-type': type, 'idempotency-key': key }, body });
    const requestSha256 = createHash('sha256').update(`${path}\0`).update(bodies[0]).digest();
    const route = operation.replace(/\{(\w+)\}/g, ':$1');
    await answers.begin({ principal: 'operator', operation: route, key: 'under-way', requestSha256 });
    await ask('under-way', bodies[0]);
    await ask('under-way', bodies[1]);
  }
}

async function provokeProposals(hub: Installation, operator: HubClient, held: Held): Promise<void> {
  const { columns = {} } = hub.gateway.configuration.current.fileLists.table('damage-codes')!.definition;
  const row = (...cells: string[]): string => [...cells, ...Object.keys(columns).map(() => '')].join(',');
  const header = ['code', 'zh', 'en', 'valid_from', 'valid_to', ...Object.keys(columns)].join(',');
  const csv = `${header}\n${row('provoked', '测', 'Provoked', '', '')}\n`;
  const proposing = 'POST /v1/base-data/{list}/proposals';
  const path = '/v1/base-data/damage-codes/proposals';
  const proposed = await held(operator, proposing, {
    path,
    headers: { 'content-type': 'text/csv' },
    body: csv,
  });
  const place = proposed.headers.get('location')!;
  const activating = 'POST /v1/base-data/{list}/proposals/{id}/activation';
  const scopes: readonly Scope[] = ['code-lists'];
  const token = await new Credentials(hub.gateway.dataSource).issue('second', scopes, 'example-key');
  const second = hub.stranger(token);
  const activate = (headers: Record<string, string>): Promise<Answer> =>
    held(second, activating, { path: `${place}/activation`, headers });
  await activate({});
  await activate({ 'if-match': '"another"' });
  const etag = (await operator.get(place)).headers.get('etag')!;
  await activate({ 'if-match': etag });
  await activate({ 'if-match': etag });
}

async function provokePeople(hub: Installation, operator: HubClient, held: Held): Promise<void> {
  const account = { name: 'li.wei', password: 'a password of li', roles: ['auditor'] };
  for (const person of [account, account])
    await held(operator, 'POST /v1/people', { path: '/v1/people', ...bodyOf(person) });
  const { body } = await hub
    .stranger()
    .post<{ accessToken: string }>('/v1/sessions', { name: 'li.wei', password: account.password });
  const person = new HubClient(hub.url, body.accessToken);
  const change = { oldPassword: account.password, newPassword: 'another one of li' };
  const path = '/v1/account/password';
  for (const oldPassword of ['a wrong one', account.password])
    await held(person, `PUT ${path}`, { path, ...bodyOf({ ...change, oldPassword }) });
  const tooLarge = JSON.stringify({ ...change, newPassword: 'x'.repeat(100_000) });
  await held(person, `PUT ${path}`, { path, headers: json, body: tooLarge });
  const credentials = new Credentials(hub.gateway.dataSource);
  const outside = hub.stranger(await credentials.issue('dcsa-carrier', ['messages']));
  await held(outside, `PUT ${path}`, { path, ...bodyOf(change) });
  const changing = 'PATCH /v1/people/{name}';
  for (const [name, partners] of [
    ['li.wei', ['sys-1']],
    ['li.wei', ['\0']],
    ['nobody', null],
  ] as const)
    await held(operator, changing, { path: `/v1/people/${name}`, ...bodyOf({ partners }) });
  const setting = 'POST /v1/people/{name}/password';
  for (const name of ['li.wei', 'nobody'])
    await held(operator, setting, {
      path: `/v1/people/${name}/password`,
      ...bodyOf({ password: 'a third one of li' }),
    });
}

async function provokeSecrets(operator: HubClient, held: Held): Promise<void> {
  const putting = 'PUT /v1/secrets/{owner}/{name}';
  for (const [path, value] of [
    ['/v1/secrets/sys-1/webhook', { value: 'a value' }],
    ['/v1/secrets/sys-1/as2', { value: 'no certificate', kind: 'certificate' }],
    ['/v1/secrets/nobody/webhook', { value: 'a value' }],
  ] as const)
    await held(operator, putting, { path, ...bodyOf(value) });
  const retiring = 'DELETE /v1/secrets/{owner}/{name}';
  for (const path of ['/v1/secrets/sys-1/webhook?version=1', '/v1/secrets/nobody/webhook'])
    await held(operator, retiring, { path, ...nothing });
}

async function provokeClients(operator: HubClient, held: Held): Promise<void> {
  for (const client of ['sys-4', 'nobody'])
    await held(operator, 'POST /v1/clients', {
      path: '/v1/clients',
      ...bodyOf({ client, scopes: ['base-data'] }),
    });
  for (const client of ['sys-4', 'nobody']) {
    const path = `/v1/clients/${client}`;
    await held(operator, 'POST /v1/clients/{client}/rotate', {
      path: `${path}/rotate`,
      ...bodyOf({ overlapHours: 1 }),
    });
    await held(operator, 'DELETE /v1/clients/{client}', { path, ...nothing });
  }
}
