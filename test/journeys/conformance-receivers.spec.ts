import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentedAnswers, type OpenApiDocument } from '../interfaces/documented-answers.js';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';

interface Step {
  id: string;
  state: string;
  attempts: number;
  evidence?: string;
  note?: { en: string };
  checks: { check: string; passed: boolean; reason?: { en: string } }[];
}

interface RunView {
  id: string;
  state: string;
  verdict: string;
  scenarios: { id: string; steps: Step[] }[];
}

interface Offered {
  id: string;
  destination: string;
  isTest: boolean;
  bodyBase64: string;
}

const outbound = (id: string, terms: string): string =>
  `  - { id: ${id}, direction: outbound, version: 1, state: draft, ${terms} }\n`;
const statuses =
  'mapping: sys-4/transport-status-to-status, schema: sources/sys-4/status-notice, format: json';
const iftsta =
  'mapping: forwarder-edi/transport-status-to-iftsta, schema: edifact/d00b/IFTSTA, format: edifact';

const told =
  'mapping: logistics-platform/transport-status-to-status, schema: partners/logistics-platform/status';
const receipts = `  - id: receipt
    version: 1
    state: test
    recognise: { format: xml, root: Root }
    schema: partners/logistics-platform/receipt
    mappings: [logistics-platform/receipt-to-acknowledgement]
`;

/** The receipt of a document of ours; 1 for it, 0 against it. */
const receiptOf = (reference: string, result: '0' | '1'): string =>
  `<Root><Header><MessageReferenceNumber>R-${reference}</MessageReferenceNumber><DocumentName>Receipt</DocumentName>
<SenderCode>NEWCOMER</SenderCode><RecipientCode>BIANZU</RecipientCode><MessageSendingDateTime>20260315083000</MessageSendingDateTime>
<MessageFunctionCode>9</MessageFunctionCode></Header><Body><OriginalReferenceNumber>${reference}</OriginalReferenceNumber>
<ResultCode>${result}</ResultCode></Body></Root>`;

const newcomer = (port: number): string => `partner: newcomer
name: { zh: 新客户, en: Newcomer }
channels: [rest]
acknowledgement: { format: json, when: never }
connections:
  push: { channel: rest, settings: { url: 'http://127.0.0.1:${port}/in' } }
  inbox: { channel: inbox, settings: {} }
edi:
  identities: [{ id: NEWCOMER, qualifier: ZZZ }]
  own: { id: BIANZU-RAIL, qualifier: ZZZ }
  acknowledge: { edifact: { contrl: never, aperak: never } }
  test: validate
  expect: { acknowledgementWithin: PT1H }
agreements:
${receipts}${outbound('platform', `channel: inbox, ${told}, format: xml, ackDeadline: PT1H`)}${outbound('pushed', `channel: rest, ${statuses}`)}${outbound('away', `channel: rest, ${statuses}`)}${outbound('fetched', `channel: inbox, ${statuses}`)}${outbound('queued', `channel: amqp, ${statuses}`)}${outbound('edi', `channel: inbox, ${iftsta}, edi: { version: '4', level: UNOW }`)}`;

/** CONTRL in an interchange that is a test as well; 7 for the content, 4 against it. */
function contrl(reference: string, action: '4' | '7'): string {
  const own = `C${reference}`;
  return [
    `UNB+UNOC:3+NEWCOMER:ZZZ+BIANZU-RAIL:ZZZ+260315:0830+${own}++++++1`,
    `UNH+1+CONTRL:D:3:UN`,
    `UCI+${reference}+BIANZU-RAIL:ZZZ+NEWCOMER:ZZZ+${action}${action === '4' ? '+13' : ''}`,
    'UNT+3+1',
    `UNZ+1+${own}`,
    '',
  ].join("'");
}

const path = '/v1/conformance/runs';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const bytesOf = ({ bodyBase64 }: Pick<Offered, 'bodyBase64'>): Buffer => Buffer.from(bodyBase64, 'base64');

describe('a partner that is to receive', () => {
  let folder: ConfigurationFolder;
  let endpoint: Server;
  let hub: Installation;
  let partner: HubClient;
  let operator: HubClient;
  let documented: DocumentedAnswers;
  let isAway = false;
  const pushed: { isTest: boolean; isRight: boolean }[] = [];

  beforeAll(async () => {
    endpoint = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request
        .on('data', (piece: Buffer) => pieces.push(piece))
        .on('end', () => {
          const isTest = request.headers['bianzu-test'] === 'true';
          if (isAway) return response.writeHead(503).end();
          const value = JSON.parse(Buffer.concat(pieces).toString()) as { msgId?: string };
          pushed.push({ isTest, isRight: value.msgId !== undefined });
          return response.writeHead(value.msgId === undefined ? 422 : 202).end();
        });
    });
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    folder = configurationFolder();
    folder.write('newcomer.yaml', newcomer((endpoint.address() as AddressInfo).port));
    hub = await Installation.start({
      edition: 'embedded',
      configurationRoot: folder.root,
      environment: {
        BIANZU_OUTBOUND_HTTP: 'true',
        BIANZU_OUTBOUND_PORTS: 'any',
        BIANZU_OUTBOUND_NETWORKS: '127.0.0.0/8',
      },
    });
    partner = await hub.client('newcomer');
    operator = await hub.client('operator');
    documented = new DocumentedAnswers((await operator.get<OpenApiDocument>('/openapi.json')).body);
  });
  afterAll(async () => {
    await hub.close();
    folder.close();
    endpoint.close();
  });

  const started = async (id: string): Promise<RunView> => {
    const answer = await partner.post<RunView>(path, { agreement: `newcomer.${id}.1` });
    expect(documented.faultsOf(`POST ${path}`, answer)).toEqual([]);
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const report = async ({ id }: RunView): Promise<RunView> => {
    const answer = await partner.get<RunView>(`${path}/${id}`);
    expect(documented.faultsOf(`GET ${path}/{id}`, answer)).toEqual([]);
    return answer.body;
  };
  const states = ({ scenarios }: RunView): string[] =>
    scenarios.flatMap(({ steps }) => steps.map(({ id, state }) => `${id} ${state}`));
  const settled = (run: RunView, steps: readonly string[]): Promise<RunView> =>
    eventually(`${steps.join()}`, async () => {
      const now = await report(run);
      return states(now).join() === steps.join() && now;
    });
  const fetched = async (count: number): Promise<Offered[]> =>
    eventually(`${count} in the inbox`, async () => {
      const { body } = await partner.get<{ messages: Offered[] }>('/v1/inbox?limit=20&lease=1');
      return body.messages.length === count && body.messages;
    });
  const said = async ({ id }: RunView, receipts: object[]): Promise<RunView> => {
    const answer = await partner.post<RunView>(`${path}/${id}/receipts`, { receipts });
    expect(documented.faultsOf(`POST ${path}/{id}/receipts`, answer)).toEqual([]);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const live = async (): Promise<unknown> =>
    hub.gateway.dataSource.query(
      `SELECT (SELECT count(*) FROM canonical_message) AS canonicals, (SELECT count(*) FROM message_key) AS keys,
         (SELECT count(*) FROM outbox WHERE kind = 'canonical') AS published, (SELECT count(*) FROM customer) AS customers,
         (SELECT count(*) FROM message WHERE state = 'accepted') AS accepted`,
    );
  const all = ['valid passed', 'wrong passed', 'next passed'];

  it('gets test messages at its endpoint, and goes live when it has taken and refused them rightly', async () => {
    const before = await live();
    const run = await started('pushed');
    const ended = await settled(run, all);
    expect(ended).toMatchObject({ state: 'ended', verdict: 'conformant' });
    expect(pushed.map(({ isTest, isRight }) => [isTest, isRight])).toEqual([
      [true, true],
      [true, false],
      [true, true],
    ]);
    expect(await live()).toEqual(before);
    const { body } = await operator.get<{ messages: { sender: string; state: string }[] }>(
      '/v1/messages?sender=bianzu',
    );
    expect(body.messages.map(({ state }) => state)).toEqual(['tested', 'tested', 'tested']);
    const activation = await partner.post(`${path}/${run.id}/activation`);
    expect(activation).toMatchObject({
      status: 200,
      body: { agreement: 'newcomer.pushed.1', state: 'live' },
    });
  });

  it('confirms from its inbox, and says by the hash what it refuses', async () => {
    const run = await started('fetched');
    const messages = await fetched(3);
    expect(messages.map(({ destination, isTest }) => [destination, isTest])).toEqual(
      Array(3).fill(['fetched_1_test', true]),
    );
    expect(states(await report(run))).toEqual(['valid waiting', 'wrong waiting', 'next waiting']);
    await partner.post('/v1/inbox/confirm', { ids: messages.map(({ id }) => id) });
    const taken = await report(run);
    expect(states(taken)).toEqual(['valid passed', 'wrong failed', 'next passed']);
    expect(taken.scenarios[0]!.steps[1]!.checks[0]!.reason!.en).toContain(
      'refused was expected, it is accepted',
    );
    const unknown = { receipts: [{ sha256: '0'.repeat(64), verdict: 'refused' }] };
    expect((await partner.post(`${path}/${run.id}/receipts`, unknown)).status).toBe(404);
    const ended = await said(run, [{ sha256: sha256(bytesOf(messages[1]!)), verdict: 'refused' }]);
    expect(ended).toMatchObject({ state: 'ended', verdict: 'conformant' });
    expect((await partner.post(`${path}/${run.id}/attempts`)).status).toBe(409);
  });

  it('answers documents by receipts under an agreement that is in test as well', async () => {
    const run = await started('platform');
    const messages = await fetched(3);
    await partner.post('/v1/inbox/confirm', { ids: messages.map(({ id }) => id) });
    const waiting = await report(run);
    expect(states(waiting)).toEqual(['valid waiting', 'wrong waiting', 'next waiting']);
    expect(waiting.scenarios[0]!.steps[0]!.note!.en).toContain('to be acknowledged by');
    for (const [index, one] of messages.entries()) {
      const reference = /<MessageReferenceNumber>(CS\d+)</.exec(bytesOf(one).toString())![1]!;
      const text = receiptOf(reference, index === 1 ? '0' : '1');
      const { state } = await partner.settled(await partner.taken(text, { contentType: 'application/xml' }));
      expect(state).toBe('tested');
    }
    expect(await report(run)).toMatchObject({ state: 'ended', verdict: 'conformant' });
  });

  it('reads from a queue of its own, and shows by the hash that it has', async () => {
    const run = await started('queued');
    const queue = 'bianzu.out.queued_1_test';
    const bodies = await eventually('three in the queue', async () => {
      const { body } = await partner.get<{ messages: Offered[] }>(`/v1/queues/${queue}`);
      return body.messages.length === 3 && body.messages.map(bytesOf);
    });
    const { note } = (await report(run)).scenarios[0]!.steps[0]!;
    expect(note!.en).toContain(queue);
    const verdicts = ['accepted', 'refused', 'accepted'];
    const receipts = bodies.map((bytes, index) => ({ sha256: sha256(bytes), verdict: verdicts[index] }));
    expect(await said(run, receipts)).toMatchObject({ state: 'ended', verdict: 'conformant' });
  });

  it('is waited for when it is away, tried again at once on demand, and nothing is left when it gives up', async () => {
    isAway = true;
    const run = await started('away');
    const { note } = await eventually('a first attempt', async () => {
      const [step] = (await report(run)).scenarios[0]!.steps;
      return step!.note!.en.includes('failed') && step;
    });
    expect(note!.en).toContain('503');
    isAway = false;
    pushed.length = 0;
    const again = await partner.post<RunView>(`${path}/${run.id}/attempts`);
    expect(documented.faultsOf(`POST ${path}/{id}/attempts`, again)).toEqual([]);
    await settled(run, all);
    expect(pushed).toHaveLength(3);
    isAway = true;
    const given = await started('away');
    const ended = await partner.post<RunView>(`${path}/${given.id}/end`);
    expect(ended.body).toMatchObject({ state: 'ended', verdict: 'not' });
    const { dataSource } = hub.gateway;
    expect(await dataSource.query(`SELECT FROM delivery_queue WHERE destination = 'away_1_test'`)).toEqual(
      [],
    );
    const state = await operator.post('/v1/agreements/newcomer.away.1/state', { state: 'live' });
    expect(state.status).toBe(409);
    isAway = false;
  });

  it('answers interchanges by CONTRL while the hub is restarted, in runs side by side', async () => {
    const [first, second] = [await started('edi'), await started('edi')];
    await hub.restart(folder.root);
    partner = await hub.client('newcomer');
    const messages = await fetched(6);
    const texts = messages.map((one) => bytesOf(one).toString());
    // a test, under a number that no real interchange has
    for (const text of texts) expect(text).toMatch(/^UNB\+UNOW:4[^']*\+90000000\d\+{4}1\+{2}1'/);
    const ended = await partner.post<RunView>(`${path}/${first.id}/end`);
    expect(ended.body).toMatchObject({ state: 'ended', verdict: 'not' });
    const left = await fetched(3);
    await partner.post('/v1/inbox/confirm', { ids: left.map(({ id }) => id) });
    expect(states(await report(second))).toEqual(['valid waiting', 'wrong waiting', 'next waiting']);
    for (const [index, one] of left.entries()) {
      const reference = /\+(9\d{8})\+/.exec(bytesOf(one).toString())![1]!;
      const text = contrl(reference, index === 1 ? '4' : '7');
      await partner.settled(await partner.taken(text, { contentType: 'application/edifact' }));
    }
    expect(await report(second)).toMatchObject({ state: 'ended', verdict: 'conformant' });
  });
});
