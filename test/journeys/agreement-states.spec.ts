import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Credentials } from '#libs/partners';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';

const order = `  - id: order
    version: 1
    # until it has shown what it can
    state: test
    recognise: { format: xml, root: KHDD }
    schema: sources/sys-1/order
    mappings: [sys-1/order-to-transport-order]
    reference: [BWT/BWBH]
`;
const newcomer = `partner: newcomer
name: { zh: 新客户, en: Newcomer }
channels: [rest]
acknowledgement: { format: json, when: always }
agreements:
${order}`;
const yaml = { 'content-type': 'application/yaml' };
const numbered = (number: number): Buffer =>
  keyAccountOrder({ reference: `DK202603160000${number}`, order: `DD202603160${number}` });

/** The same as the newcomer, but of our house. */
const ofOurHouse = `${newcomer.replaceAll('newcomer', 'yard').replace('channels', 'kind: own\nchannels')}events:
  - types: [transport-order]
`;

describe('an agreement with a partner outside', () => {
  let folder: ConfigurationFolder;
  let hub: Installation;
  let partner: HubClient;
  let operator: HubClient;

  beforeAll(async () => {
    folder = configurationFolder();
    folder.write('newcomer.yaml', newcomer);
    folder.write('yard.yaml', ofOurHouse);
    hub = await Installation.start({ edition: 'embedded', configurationRoot: folder.root });
    partner = await hub.client('newcomer');
    operator = await hub.client('operator');
  });
  afterAll(async () => {
    await hub.close();
    folder.close();
  });

  const sent = async (number: number): ReturnType<HubClient['settled']> =>
    partner.settled(await partner.taken(numbered(number)));
  const setState = (
    state: string,
    more: object = {},
    name = 'newcomer.order.1',
  ): ReturnType<HubClient['post']> => operator.post(`/v1/agreements/${name}/state`, { state, ...more });
  const customers = async (): Promise<unknown> =>
    (await operator.get<{ customers: unknown }>('/v1/statistics/balance')).body.customers;
  const put = (text: string, headers: Record<string, string>): ReturnType<HubClient['tell']> =>
    operator.tell('PUT', '/v1/partners/newcomer', text, { ...yaml, ...headers });
  const file = async (): Promise<{ text: string; etag: string }> => {
    const response = await fetch(`${hub.url}/v1/partners/newcomer`, {
      headers: { authorization: `Bearer ${await hub.tokenOf('operator')}`, accept: 'application/yaml' },
    });
    return { text: await response.text(), etag: response.headers.get('etag')! };
  };

  it('is tried in test: messages are examined and answered, and nothing comes of them', async () => {
    const published = await hub.queues.follow('bianzu.canonical', '#');
    const before = await customers();
    const tested = await sent(1701);
    expect(tested).toMatchObject({ state: 'tested', agreement: 'order', agreementVersion: 1, canonical: [] });
    expect(tested.issues).toMatchObject([{ code: 'agreement-in-test', severity: 'info' }]);
    expect(tested.deliveries.map(({ kind }) => kind)).toEqual(['acknowledgement']);
    const answer = await hub.queues.take('bianzu.reply.newcomer');
    const { result, facts } = JSON.parse(Buffer.from(answer!.body).toString()) as {
      result: string;
      facts: { fact: string }[];
    };
    expect([result, ...facts.map(({ fact }) => fact)]).toEqual(['accepted', 'received', 'valid']);
    expect(await customers()).toEqual(before);
    expect(published).toHaveLength(0);
  });

  it('goes live with proof, or when somebody answers for it', async () => {
    expect(await setState('live')).toMatchObject({
      status: 409,
      body: { title: 'conformance-missing', agreements: [{ agreement: 'newcomer.order.1', report: null }] },
    });
    expect(await setState('live', { overrideConformance: 'seen on their own paper' })).toMatchObject({
      status: 200,
      body: { from: 'test', to: 'live', activation: { activatedBy: 'operator' } },
    });
    // what was sent in test is no duplicate of anything
    expect(await sent(1701)).toMatchObject({ state: 'accepted', canonical: [{ type: 'transport-order' }] });
    expect((await file()).text).toBe(newcomer.replace('state: test', 'state: live'));
  });

  it('keeps messages while it is suspended, and they go on by themselves when it is live again', async () => {
    await setState('suspended');
    const kept = [await sent(1702), await sent(1703)];
    for (const message of kept)
      expect(message).toMatchObject({
        state: 'quarantined',
        reason: 'agreement-suspended',
        agreement: 'order',
      });
    await setState('live');
    for (const { id } of kept)
      expect(await operator.settled(id)).toMatchObject({ state: 'accepted', issues: [] });
  });

  it('refuses what comes when it is over, and stays so', async () => {
    await setState('ended');
    expect(await sent(1704)).toMatchObject({ state: 'refused', reason: 'agreement-ended' });
    expect(await setState('live')).toMatchObject({
      status: 409,
      body: { title: 'state-impossible', possible: [] },
    });
  });

  it('has a next version, which is put by those who have seen the one before', async () => {
    const { text, etag } = await file();
    const next = text + order.replace('version: 1', 'version: 2').replace('state: test', 'state: draft');
    expect((await put(next, {})).status).toBe(428);
    expect((await put(next, { 'if-match': '"other"' })).status).toBe(412);
    expect((await put(next, { 'if-none-match': '*' })).status).toBe(412);
    expect(await put(`${next}  - { id: x }\n`, { 'if-match': etag })).toMatchObject({ status: 422 });
    expect((await put(next, { 'if-match': etag })).status).toBe(200);
    const draft = await sent(1705);
    expect(draft).toMatchObject({ state: 'quarantined', reason: 'agreement-draft', agreementVersion: 2 });
    await setState('test', {}, 'newcomer.order.2');
    expect(await operator.settled(draft.id)).toMatchObject({ state: 'tested', agreementVersion: 2 });
    await setState('live', { overrideConformance: 'as before' }, 'newcomer.order.2');
    expect(await sent(1706)).toMatchObject({ state: 'accepted', agreementVersion: 2 });
  });

  it('that was missing lets go of all that waited for it with one action', async () => {
    const party = '<KHXX/>';
    const waiting = [await partner.taken(party), await partner.taken(party)];
    for (const id of waiting)
      expect(await partner.settled(id)).toMatchObject({ reason: 'agreement-missing' });
    expect((await operator.post('/v1/quarantine/release')).body).toMatchObject({ released: 0, left: 2 });
    const { text, etag } = await file();
    const known = `${text}  - { id: party, version: 1, recognise: { format: xml, root: KHXX }, schema: sources/sys-1/party, mappings: [sys-1/party-to-party] }\n`;
    await put(known, { 'if-match': etag });
    expect((await operator.get('/v1/quarantine')).body).toMatchObject({
      groups: [{ reason: 'agreement-missing', sender: 'newcomer', count: 2 }],
    });
    const release = (body?: object): ReturnType<HubClient['post']> =>
      operator.post('/v1/quarantine/release', body);
    expect((await release({ dryRun: true })).body).toEqual({ released: 2, left: 0, dryRun: true });
    expect((await release()).body).toEqual({ released: 2, left: 0, dryRun: false });
    for (const id of waiting) expect(await operator.settled(id)).toMatchObject({ agreement: 'party' });
    expect((await release()).body).toMatchObject({ released: 0 });
  });

  it('is seen by its partner, and by no other', async () => {
    const names = async (client: HubClient): Promise<string[]> =>
      (await client.get<{ agreements: { id: string }[] }>('/v1/agreements')).body.agreements.map(
        ({ id }) => id,
      );
    expect(await names(partner)).toEqual(['newcomer.order.1', 'newcomer.order.2', 'newcomer.party.1']);
    expect(await names(operator)).toContain('sys-1.order.1');
    expect((await partner.get('/v1/partners/sys-1')).status).toBe(404);
    expect((await partner.post('/v1/agreements/newcomer.order.2/state', { state: 'ended' })).status).toBe(
      403,
    );
  });

  it('keeps what was changed over the interface when the hub starts again, until it is rolled back', async () => {
    await hub.restart(folder.root);
    operator = await hub.client('operator');
    expect((await file()).text).toContain('id: party');
    const configuration = '/v1/operations/configuration';
    const { body } = await operator.get<{ changes: { words: { en: string[] } }[] }>(
      `${configuration}/difference`,
    );
    expect(body.changes.flatMap(({ words }) => words.en)).toEqual([
      'agreement newcomer/order 1 changed',
      '  state: ended -> test',
      'agreement newcomer/order 2 removed',
      'agreement newcomer/party 1 removed',
    ]);
    expect((await operator.post(`${configuration}/rollback`, { to: 999 })).status).toBe(404);
    expect((await operator.post(`${configuration}/rollback`, { replacing: 999 })).status).toBe(409);
    expect((await operator.post(`${configuration}/rollback`)).status).toBe(200);
    expect((await file()).text).not.toContain('id: party');
  });

  it('needs no proof with a system of our house, whose API key stays good', async () => {
    const keyOf = async (id: string): Promise<HubClient> =>
      hub.stranger(await new Credentials(hub.gateway.dataSource).issue(id, ['messages']));
    const [own, outside] = [await keyOf('yard'), await keyOf('newcomer')];
    const inTest = await own.taken(numbered(1720));
    expect(await own.settled(inTest)).toMatchObject({ state: 'tested', sender: 'yard' });
    expect(await setState('live', {}, 'yard.order.1')).toMatchObject({ status: 200, body: { to: 'live' } });
    expect(await own.settled(await own.taken(numbered(1721)))).toMatchObject({ state: 'accepted' });
    // the same of somebody else, now that something of it is live
    expect(await outside.send(numbered(1722))).toMatchObject({
      status: 403,
      body: { title: 'key-in-test-only' },
    });
    // and it may hear of everything that is granted, which nobody outside may
    const grant = { events: [{ types: ['transport-order'] }] };
    const { etag, text } = await file();
    const wrong = await put(`${text}events: ${JSON.stringify(grant.events)}\n`, { 'if-match': etag });
    expect(wrong).toMatchObject({ status: 422 });
    expect(JSON.stringify(wrong.body)).toContain('an outside partner needs');
  });

  it('is never with somebody who is called as the owner of our own secrets', async () => {
    const answer = await operator.tell('PUT', '/v1/partners/own', ofOurHouse.replace('yard', 'own'), {
      ...yaml,
      'if-none-match': '*',
    });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain("no partner's id");
  });

  it('is never with somebody whose id would be a path', async () => {
    for (const id of ['../../outside', '..', 'New', 'new comer', 'a/b']) {
      const text = ofOurHouse.replace('yard', `'${id}'`);
      const path = `/v1/partners/${encodeURIComponent(id).replace('..', '%2e%2e')}`;
      const { status } = await operator.tell('PUT', path, text, { ...yaml, 'if-none-match': '*' });
      expect({ id, isRefused: status === 400 || status === 404 }).toEqual({ id, isRefused: true });
    }
  });

  it('leaves every change of its state in the audit log', async () => {
    const { body } = await operator.get<{ entries: { subject: string; detail: Record<string, unknown> }[] }>(
      '/v1/audit?action=agreement.state',
    );
    const changes = body.entries
      .filter(({ subject }) => subject === 'newcomer.order.1')
      .map(({ detail }) => `${String(detail['from'])} ${String(detail['to'])}`);
    expect(changes).toEqual(['live ended', 'suspended live', 'live suspended', 'test live']);
  });
});
