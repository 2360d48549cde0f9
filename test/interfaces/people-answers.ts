import { expect } from '@jest/globals';
import { HubClient, type Answer } from '../support/hub-client.js';

type Check = (operation: string, asked: Promise<Answer>, status: number) => Promise<void>;

/** Every answer about people, sessions, secrets and clients, held against the document. */
export async function checkPeople(operator: HubClient, stranger: HubClient, check: Check): Promise<void> {
  await checkAccounts(operator, check);
  await checkSessions(operator, stranger, check);
  await checkSecrets(operator, check);
  await checkClients(operator, check);
}

const json = { 'content-type': 'application/json' };
const account = { name: 'li.wei', password: 'a password of li', roles: ['auditor'], partners: ['sys-1'] };

async function checkAccounts(operator: HubClient, check: Check): Promise<void> {
  const patched = (name: string, change: object): Promise<Answer> =>
    operator.tell('PATCH', `/v1/people/${name}`, JSON.stringify(change), json);
  await check('POST /v1/people', operator.post('/v1/people', account), 201);
  await check('POST /v1/people', operator.post('/v1/people', account), 422);
  await check('POST /v1/people', operator.post('/v1/people', { ...account, roles: ['root'] }), 400);
  await check('PATCH /v1/people/{name}', patched('li.wei', { roles: ['operator'], disabled: false }), 204);
  await check('PATCH /v1/people/{name}', patched('nobody', { disabled: true }), 404);
  await check('PATCH /v1/people/{name}', patched('%00', { disabled: true }), 404);
  await check('PATCH /v1/people/{name}', patched('li.wei', { partners: ['\0'] }), 422);
  await check('PATCH /v1/people/{name}', patched('li.wei', {}), 400);
  const [setPassword, password] = ['POST /v1/people/{name}/password', { password: 'another one of li' }];
  await check(setPassword, operator.post('/v1/people/li.wei/password', password), 204);
  await check(setPassword, operator.post('/v1/people/nobody/password', password), 404);
  await check(setPassword, operator.post('/v1/people/li.wei/password', { password: 'short' }), 400);
  await check('GET /v1/people', operator.get('/v1/people'), 200);
}

async function checkSessions(operator: HubClient, stranger: HubClient, check: Check): Promise<void> {
  const login = (password: string): Promise<Answer> =>
    stranger.post('/v1/sessions', { name: 'li.wei', password });
  await check('POST /v1/sessions', login('another one of li'), 200);
  await check('POST /v1/sessions', login('a wrong one'), 401);
  await check('POST /v1/sessions', stranger.post('/v1/sessions', { name: 'li.wei' }), 400);
  const refreshed = (refreshToken: string): Promise<Answer> =>
    stranger.post('/v1/sessions/refresh', { refreshToken });
  const { body } = await stranger.post<{ accessToken: string; refreshToken: string }>('/v1/sessions', {
    name: 'li.wei',
    password: 'another one of li',
  });
  await checkOwnPassword(operator, new HubClient(stranger.url, body.accessToken), check);
  await check('POST /v1/sessions/refresh', refreshed(body.refreshToken), 200);
  await check('POST /v1/sessions/refresh', refreshed(body.refreshToken), 401);
  await check('POST /v1/sessions/refresh', stranger.post('/v1/sessions/refresh', {}), 400);
  await check('DELETE /v1/sessions', operator.delete('/v1/sessions'), 404);
}

async function checkOwnPassword(operator: HubClient, person: HubClient, check: Check): Promise<void> {
  const path = '/v1/account/password';
  const passwords = { oldPassword: 'another one of li', newPassword: 'a third one of li' };
  const changing = `PUT ${path}`;
  await check(changing, operator.put(path, passwords), 404);
  await check(changing, person.put(path, { ...passwords, newPassword: 'short' }), 400);
  await check(changing, person.put(path, { ...passwords, oldPassword: 'a wrong one' }), 422);
  await check(changing, person.put(path, passwords), 204);
  await check(changing, person.put(path, passwords), 422);
}

async function checkSecrets(operator: HubClient, check: Check): Promise<void> {
  const put = (path: string, value: object): Promise<Answer<{ id: string }>> =>
    operator.put(`/v1/secrets/${path}`, value);
  const [putting, retiring] = ['PUT /v1/secrets/{owner}/{name}', 'DELETE /v1/secrets/{owner}/{name}'];
  const kept = await put('sys-1/webhook', { value: 'c2VjcmV0IHZhbHVl', encoding: 'base64' });
  await check(putting, Promise.resolve(kept), 200);
  await check(putting, put('sys-1/as2', { value: 'no certificate', kind: 'certificate' }), 422);
  await check(putting, put('sys-1/webhook', {}), 400);
  for (const path of ['nobody/webhook', 'bianzu/token-signing', 'sys-1/%00'])
    await check(putting, put(path, { value: 'x' }), 404);
  const listed = await operator.get<object>('/v1/secrets?owner=sys-1');
  await check('GET /v1/secrets', Promise.resolve(listed), 200);
  expect(JSON.stringify(listed.body)).toContain('"webhook"');
  expect(JSON.stringify(listed.body)).not.toMatch(/secret value|c2VjcmV0/);
  await check(retiring, operator.delete('/v1/secrets/sys-1/webhook?version=1'), 204);
  await check(retiring, operator.delete('/v1/secrets/bianzu/token-signing'), 404);
}

async function checkClients(operator: HubClient, check: Check): Promise<void> {
  const wanted = { client: 'sys-4', scopes: ['messages:send:*', 'base-data'] };
  await check('POST /v1/clients', operator.post('/v1/clients', wanted), 201);
  await check('POST /v1/clients', operator.post('/v1/clients', { ...wanted, client: 'nobody' }), 404);
  await check('POST /v1/clients', operator.post('/v1/clients', { ...wanted, scopes: ['people'] }), 400);
  const rotating = 'POST /v1/clients/{client}/rotate';
  await check(rotating, operator.post('/v1/clients/sys-4/rotate', { overlapHours: 1 }), 200);
  await check(rotating, operator.post('/v1/clients/nobody/rotate'), 404);
  const listed = await operator.get<object>('/v1/clients');
  await check('GET /v1/clients', Promise.resolve(listed), 200);
  expect(JSON.stringify(listed.body)).not.toContain('bzs_');
  await check('DELETE /v1/clients/{client}', operator.delete('/v1/clients/sys-4'), 204);
  await check('DELETE /v1/clients/{client}', operator.delete('/v1/clients/sys-4'), 404);
}
