import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles, type Person } from '#libs/partners';
import { servedRoutes } from '../interfaces/served-routes.js';
import type { Answer, HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';
import type { MessageView } from '../support/views.js';

type Problem = Answer<{ title: string }>;

let hub: Installation;
let operator: HubClient;
const people = new Map<string, HubClient>();

const passwordOf = (name: string): string => `the password of ${name}`;
const login = (name: string): Promise<Answer<{ accessToken: string; refreshToken: string }>> =>
  hub.stranger().post('/v1/sessions', { name, password: passwordOf(name) });
const patched = (caller: HubClient, name: string, change: object): Promise<Answer<{ title: string }>> =>
  caller.tell('PATCH', `/v1/people/${name}`, JSON.stringify(change), { 'content-type': 'application/json' });

async function added(
  name: string,
  held: readonly string[],
  partners?: readonly string[],
): Promise<HubClient> {
  await operator.post('/v1/people', { name, password: passwordOf(name), roles: held, partners });
  return hub.stranger((await login(name)).body.accessToken);
}

beforeAll(async () => {
  hub = await Installation.start({ edition: 'embedded' });
  operator = await hub.client('operator');
  for (const role of roles) people.set(role, await added(role, [role]));
  people.set('limited', await added('limited', roles, ['sys-1']));
});
afterAll(() => hub.close());

const operating = ['operator', 'integrator'];
const everybody = [...roles, 'limited'];

/** Who may do what; the first line that a route is in counts. `limited` has all roles, for one partner. */
const table: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^GET \/(\.well-known|common-interface|health|oauth)/, everybody],
  [/^POST \/(as2|oauth)/, everybody],
  [/ \/v1\/(secrets|clients)/, ['integrator', 'administrator']],
  [/ \/v1\/people/, ['administrator']],
  [/^GET \/v1\/audit/, ['auditor', 'administrator']],
  [/ \/v1\/base-data\/(unknown-codes|\{list\}\/proposals)/, operating],
  [/^GET \/v1\/base-data/, everybody],
  [/ \/v1\/(customers|statistics\/freight|statistics\/reports)/, [...operating, 'analyst']],
  [/^GET \/v1\/(orders|tracking)/, [...operating, 'analyst', 'limited']],
  [/^GET \/v1\/(messages|deliveries)/, [...operating, 'limited']],
  // for partners and their systems, and for nobody else
  [/^GET \/v1\/(events|inbox|webhooks\/event-types)/, []],
  [/^POST \/(v1\/(inbox\/confirm|messages|orders|webhooks)|common-interface)$/, []],
  [/ \/v1\//, operating],
];

describe('a role', () => {
  it('opens every route that the table says, and no other', async () => {
    const tree = hub.http.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
    const routes = servedRoutes(tree).filter(
      // logins of one address are few: see below
      (route) => !/ \/(docs|openapi|asyncapi|metrics|v1\/sessions|v1\/account)/.test(route),
    );
    expect(routes.length).toBeGreaterThan(90);
    for (const route of routes) {
      const [method, path] = route.split(' ') as [string, string];
      const open: string[] = [];
      for (const [name, caller] of people) {
        const answer = (await caller.ask(method, path.replaceAll(/\{\w+\}/g, '1'))) as Problem;
        expect({ route, name, status: answer.status }).not.toMatchObject({ status: 401 });
        if (answer.status !== 403 || answer.body.title !== 'forbidden') open.push(name);
      }
      const line = table.find(([form]) => form.test(route));
      expect({ route, open: open.sort() }).toEqual({ route, open: [...(line?.[1] ?? [])].sort() });
    }
  });

  it('for one partner shows messages and deliveries of this partner only', async () => {
    const order = keyAccountOrder({ reference: 'DK2026031600001701', order: 'DD2026031600171' });
    const id = await (await hub.client('sys-1')).taken(Buffer.from(order));
    const other = await added('li.other', ['operator'], ['sys-2']);
    const idsSeenBy = async (caller: HubClient, query: Record<string, string> = {}): Promise<string[]> =>
      (await caller.search(query)).map((message: MessageView) => message.id);
    expect(await idsSeenBy(people.get('limited')!)).toContain(id);
    expect(await idsSeenBy(other)).toEqual([]);
    expect(await idsSeenBy(other, { sender: 'sys-1' })).toEqual([]);
    for (const path of [`/v1/messages/${id}`, `/v1/messages/${id}/raw`]) {
      expect((await people.get('limited')!.get(path)).status).toBe(200);
      expect((await other.get(path)).status).toBe(404);
    }
  });
});

describe('nobody', () => {
  it('raises their own roles, by none of the ways that there are', async () => {
    const administrator = people.get('administrator')!;
    const all = { roles: [...roles] };
    const own = await patched(administrator, 'administrator', all);
    expect(own).toMatchObject({ status: 403, body: { title: 'own-roles' } });
    const key = await administrator.put('/v1/secrets/bianzu/token-signing', { value: 'a key of mine' });
    expect(key.status).toBe(404);
    const wider = await administrator.post('/v1/clients', { client: 'sys-1', scopes: ['operations'] });
    expect(wider.status).toBe(400);
    for (const role of ['operator', 'integrator', 'analyst', 'auditor', 'limited'])
      expect((await patched(people.get(role)!, role, all)).status).toBe(403);
    const { body } = await operator.get<{ people: Person[] }>('/v1/people');
    expect(body.people.find(({ name }) => name === 'administrator')?.roles).toEqual(['administrator']);
  });

  it('becomes a partner by taking its name', async () => {
    const impostor = await added('sys-1', ['analyst']);
    expect((await impostor.get('/v1/messages')).status).toBe(403);
    expect((await impostor.get('/v1/inbox')).status).toBe(403);
    const { body } = await operator.get<{ entries: { actor: string }[] }>('/v1/audit?action=person.login');
    expect(body.entries[0]).toMatchObject({ actor: 'person:sys-1' });
  });

  it('goes on with a session that was ended, or of an account that was disabled', async () => {
    await added('wang', ['auditor']);
    const { body: first } = await login('wang');
    expect((await hub.stranger(first.accessToken).delete('/v1/sessions')).status).toBe(204);
    expect((await hub.stranger(first.accessToken).get('/v1/audit')).status).toBe(401);
    const { body: second } = await login('wang');
    expect((await patched(people.get('administrator')!, 'wang', { disabled: true })).status).toBe(204);
    const refreshed = await hub
      .stranger()
      .post('/v1/sessions/refresh', { refreshToken: second.refreshToken });
    expect(refreshed).toMatchObject({ status: 401, body: { title: 'session-ended' } });
    expect(await login('wang')).toMatchObject({ status: 401, body: { title: 'login-wrong' } });
  });
});
