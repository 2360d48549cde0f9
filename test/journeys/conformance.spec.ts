import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentedAnswers, type OpenApiDocument } from '../interfaces/documented-answers.js';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';

const newcomer = `partner: newcomer
name: { zh: 新客户, en: Newcomer }
channels: [rest]
acknowledgement: { format: json, when: always }
agreements:
  - id: order
    version: 1
    state: draft
    recognise: { format: xml, root: KHDD }
    schema: sources/sys-1/order
    mappings: [sys-1/order-to-transport-order]
    reference: [BWT/BWBH]
`;
const numbered = (number: number, changes = {}): Buffer =>
  keyAccountOrder({ reference: `DK202603160000${number}`, order: `DD202603160${number}` }, changes);

interface RunView {
  id: string;
  state: string;
  verdict: string;
  scenarios: { id: string; steps: { id: string; state: string; checks: object[] }[] }[];
}

interface Documentation {
  schemaFiles: { name: string }[];
  samples: { name: string }[];
  acknowledgements: { to: string }[];
  issues: { code: string }[];
}

describe('a partner that connects by itself', () => {
  let folder: ConfigurationFolder;
  let hub: Installation;
  let partner: HubClient;
  let operator: HubClient;
  let run: RunView;
  let documented: DocumentedAnswers;

  beforeAll(async () => {
    folder = configurationFolder();
    folder.write('newcomer.yaml', newcomer);
    hub = await Installation.start({ edition: 'embedded', configurationRoot: folder.root });
    partner = await hub.client('newcomer');
    operator = await hub.client('operator');
    documented = new DocumentedAnswers((await operator.get<OpenApiDocument>('/openapi.json')).body);
  });
  afterAll(async () => {
    await hub.close();
    folder.close();
  });

  const path = '/v1/conformance/runs';
  const sent = async (bytes: Buffer): ReturnType<HubClient['settled']> =>
    partner.settled(await partner.taken(bytes));
  const report = async (): Promise<RunView> => (await partner.get<RunView>(`${path}/${run.id}`)).body;
  const steps = ({ scenarios }: RunView): string[] =>
    scenarios[0]!.steps.map(({ id, state }) => `${id} ${state}`);

  it('finds out what it has to show', async () => {
    const { body } = await partner.get<{ scenarios: { id: string }[] }>(
      '/v1/conformance/scenarios?agreement=newcomer.order.1',
    );
    expect(body.scenarios.map(({ id }) => id)).toEqual(['key-account-order-sender']);
    expect((await partner.get('/v1/conformance/scenarios?agreement=sys-1.order.1')).status).toBe(404);
  });

  it('reads how such a message is written, what is answered, and what can be wrong', async () => {
    const operation = 'GET /v1/agreements/{id}/documentation';
    const answer = await partner.get<Documentation>('/v1/agreements/newcomer.order.1/documentation');
    expect(documented.faultsOf(operation, answer)).toEqual([]);
    const { schemaFiles, samples, acknowledgements, issues } = answer.body;
    expect(schemaFiles.map(({ name }) => name)).toEqual(['order.rules.yaml', 'order.xsd']);
    expect(samples.map(({ name }) => name)).toContain('order-full-wagon.xml');
    expect(acknowledgements.map(({ to }) => to)).toEqual(['accepted', 'refused']);
    const codes = issues.map(({ code }) => code);
    expect(codes).toContain('xml-not-well-formed');
    expect(codes).not.toContain('edi-segment-missing');
    expect((await partner.get('/v1/agreements/sys-1.order.1/documentation')).status).toBe(404);
  });

  it('begins a run, and its draft goes into test', async () => {
    const started = await partner.post<RunView>(path, { agreement: 'newcomer.order.1' });
    expect(started.status).toBe(201);
    expect(documented.faultsOf(`POST ${path}`, started)).toEqual([]);
    run = started.body;
    expect(run).toMatchObject({ state: 'open', verdict: 'not', agreement: 'newcomer.order.1' });
    const { body } = await partner.get('/v1/agreements');
    expect(body).toMatchObject({ agreements: [{ id: 'newcomer.order.1', state: 'test' }] });
  });

  it('does not go live before it has passed', async () => {
    expect((await partner.post(`${path}/${run.id}/activation`)).status).toBe(409);
    const state = await operator.post('/v1/agreements/newcomer.order.1/state', { state: 'live' });
    expect(state.status).toBe(409);
  });

  it('sees each step pass, or fail with its reasons, as its messages come', async () => {
    await sent(numbered(1901, { '<DZTMISM>30062<': '<DZTMISM>99999<' }));
    const failed = await report();
    expect(steps(failed)).toEqual([
      'valid failed',
      'again waiting',
      'wrong-credit-code waiting',
      'corrected waiting',
    ]);
    expect(failed.scenarios[0]!.steps[0]!.checks[0]).toMatchObject({
      check: 'state',
      passed: false,
      reason: { en: expect.stringContaining('accepted was expected, it is refused') as unknown },
    });
    expect(await sent(numbered(1902))).toMatchObject({ state: 'tested' });
    expect(steps(await report())).toEqual([
      'valid passed',
      'again waiting',
      'wrong-credit-code waiting',
      'corrected waiting',
    ]);
    await sent(numbered(1902));
    await sent(numbered(1903, { '91610111719702345H': '916101117197023451' }));
    const partly = await report();
    expect(steps(partly).slice(1)).toEqual(['again passed', 'wrong-credit-code passed', 'corrected waiting']);
    expect(partly).toMatchObject({ state: 'open', verdict: 'partly' });
    await sent(numbered(1904));
    const ended = await partner.get(`${path}/${run.id}`);
    expect(documented.faultsOf(`GET ${path}/{id}`, ended)).toEqual([]);
    expect(ended.body).toMatchObject({ state: 'ended', verdict: 'conformant' });
  });

  it('goes live by itself, and what it sends has effect', async () => {
    const live = await partner.post(`${path}/${run.id}/activation`);
    expect(live).toMatchObject({ status: 200, body: { agreement: 'newcomer.order.1', state: 'live' } });
    expect(await sent(numbered(1905))).toMatchObject({
      state: 'accepted',
      canonical: [{ type: 'transport-order' }],
    });
    expect((await partner.post(`${path}/${run.id}/activation`)).status).toBe(409);
    expect((await partner.post(path, { agreement: 'newcomer.order.1' })).status).toBe(409);
  });

  it('is seen in the audit log', async () => {
    const { body } = await operator.get<{ entries: { action: string; actor: string }[] }>(
      '/v1/audit?subject=newcomer.order.1',
    );
    expect(body.entries.map(({ action, actor }) => `${action} ${actor}`)).toEqual([
      'agreement.state newcomer',
      'conformance.report newcomer',
      'agreement.state newcomer',
    ]);
  });

  it('is nobody else’s business', async () => {
    const other = await hub.client('sys-2');
    expect((await other.get(`${path}/${run.id}`)).status).toBe(404);
    expect((await other.post(`${path}/${run.id}/activation`)).status).toBe(404);
    expect((await other.post(path, { agreement: 'newcomer.order.1' })).status).toBe(404);
    expect((await other.get<{ runs: object[] }>(path)).body.runs).toEqual([]);
    expect((await operator.get<{ runs: object[] }>(path)).body.runs).toHaveLength(1);
  });
});
