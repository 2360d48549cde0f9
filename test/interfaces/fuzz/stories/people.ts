import { HubClient } from '../../../support/hub-client.js';
import type { FuzzedHub } from '../fuzzed-hub.js';
import { at, json } from '../requests.js';

const li = { name: 'li.wei', password: 'a password of li' };
const ownPassword = '/v1/account/password';
const another = 'another one of li';

interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Accounts, sessions and passwords. */
export async function tellOfPeople(fuzzed: FuzzedHub): Promise<void> {
  const { questions, hub, operator } = fuzzed;
  for (const status of [201, 422])
    await questions.expect(
      status,
      operator,
      'POST /v1/people',
      json('/v1/people', { ...li, roles: ['auditor'] }),
    );
  await questions.expect(200, operator, 'GET /v1/people', at('/v1/people'));
  await tellOfAccounts(fuzzed);
  const login = (status: number, password: string) =>
    questions.expect(status, hub.stranger(), 'POST /v1/sessions', json('/v1/sessions', { ...li, password }));
  await login(401, 'a wrong one');
  const { accessToken, refreshToken } = (await login(200, li.password)).body as Session;
  const person = new HubClient(hub.url, accessToken);
  await tellOfOwnPassword(fuzzed, person);
  const refresh = json('/v1/sessions/refresh', { refreshToken });
  const refreshing = 'POST /v1/sessions/refresh';
  await questions.expect(200, hub.stranger(), refreshing, refresh);
  const ending = at('/v1/sessions');
  await questions.expect(404, operator, 'DELETE /v1/sessions', ending);
  await questions.expect(204, person, 'DELETE /v1/sessions', ending);
  await questions.expect(401, hub.stranger(), refreshing, refresh);
  const again = (await login(200, another)).body as Session;
  const client = new HubClient(hub.url, again.accessToken);
  questions.remember('DELETE /v1/sessions', { client, request: ending });
  const { request } = questions.goodOne(`PUT ${ownPassword}`)!;
  questions.remember(`PUT ${ownPassword}`, { client, request });
}

async function tellOfOwnPassword(
  { questions, operator }: Pick<FuzzedHub, 'questions' | 'operator'>,
  person: HubClient,
): Promise<void> {
  const path = ownPassword;
  const change = { oldPassword: li.password, newPassword: another };
  const changing = `PUT ${path}`;
  await questions.expect(404, operator, changing, json(path, change));
  await questions.expect(422, person, changing, json(path, { ...change, oldPassword: 'a wrong one' }));
  const tooLarge = { ...change, newPassword: 'x'.repeat(100_000) };
  await questions.expect(413, person, changing, json(path, tooLarge));
  await questions.expect(400, person, changing, json(path, { ...change, newPassword: 'short' }));
  await questions.expect(204, person, changing, json(path, change));
}

async function tellOfAccounts({
  questions,
  operator,
}: Pick<FuzzedHub, 'questions' | 'operator'>): Promise<void> {
  for (const [status, name, partners] of [
    [422, 'li.wei', ['\0']],
    [404, 'nobody', null],
    [204, 'li.wei', ['sys-1']],
  ] as const)
    await questions.expect(
      status,
      operator,
      'PATCH /v1/people/{name}',
      json(`/v1/people/${name}`, { partners }),
    );
  const setting = 'POST /v1/people/{name}/password';
  const password = { password: li.password };
  for (const [status, name] of [
    [404, 'nobody'],
    [204, 'li.wei'],
  ] as const)
    await questions.expect(status, operator, setting, json(`/v1/people/${name}/password`, password));
}

/** Secrets of partners, and clients of the token endpoint. */
export async function tellOfSecrets({ questions, operator }: FuzzedHub): Promise<void> {
  const putting = 'PUT /v1/secrets/{owner}/{name}';
  for (const [status, path, value] of [
    [422, '/v1/secrets/sys-1/as2', { value: 'no certificate', kind: 'certificate' }],
    [404, '/v1/secrets/nobody/webhook', { value: 'a value' }],
    [200, '/v1/secrets/sys-1/webhook', { value: 'a value' }],
  ] as const)
    await questions.expect(status, operator, putting, json(path, value));
  await questions.expect(200, operator, 'GET /v1/secrets', at('/v1/secrets?owner=sys-1'));
  const retiring = 'DELETE /v1/secrets/{owner}/{name}';
  await questions.expect(404, operator, retiring, at('/v1/secrets/nobody/webhook'));
  await questions.expect(204, operator, retiring, at('/v1/secrets/sys-1/webhook?version=1'));
  await tellOfClients({ questions, operator });
}

async function tellOfClients({
  questions,
  operator,
}: Pick<FuzzedHub, 'questions' | 'operator'>): Promise<void> {
  const scopes = ['base-data'];
  for (const [status, client] of [
    [404, 'nobody'],
    [201, 'sys-4'],
  ] as const)
    await questions.expect(status, operator, 'POST /v1/clients', json('/v1/clients', { client, scopes }));
  await questions.expect(200, operator, 'GET /v1/clients', at('/v1/clients'));
  const rotating = 'POST /v1/clients/{client}/rotate';
  for (const [status, client] of [
    [404, 'nobody'],
    [200, 'sys-4'],
  ] as const)
    await questions.expect(
      status,
      operator,
      rotating,
      json(`/v1/clients/${client}/rotate`, { overlapHours: 1 }),
    );
  for (const status of [204, 404])
    await questions.expect(status, operator, 'DELETE /v1/clients/{client}', at('/v1/clients/sys-4'));
}
