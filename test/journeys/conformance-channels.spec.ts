import { createHash, createHmac } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ssh2 from 'ssh2';
import { forgeIdentity } from '../../libs/channels/test/as2/forge-cms.js';
import { ForgePartner } from '../../libs/channels/test/as2/forge-partner.js';
import { OpenSsl } from '../../libs/channels/test/as2/openssl.js';
import { startOpenSshPeer, type OpenSshPeer } from '../../libs/channels/test/sftp/openssh-peer.js';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { ReceivingPartner } from '../support/receiving-partner.js';

interface RunView {
  id: string;
  state: string;
  verdict: string;
  scenarios: {
    steps: { id: string; state: string; note?: { en: string }; checks: { reason?: { en: string } }[] }[];
  }[];
}

const path = '/v1/conformance/runs';
const statuses =
  'mapping: sys-4/transport-status-to-status, schema: sources/sys-4/status-notice, format: json';
const trains =
  'mapping: railway-taf/transport-status-to-train-running-information, schema: partners/railway-taf/train-running-information, format: xml';
const iftsta =
  'mapping: forwarder-edi/transport-status-to-iftsta, schema: edifact/d00b/IFTSTA, format: edifact, edi: { version: "4", level: UNOW }';
const outbound = (id: string, terms: string): string =>
  `  - { id: ${id}, direction: outbound, version: 1, state: test, ${terms} }\n`;

const newcomer = (
  http: string,
  { port, fingerprint }: OpenSshPeer,
  folder: string,
): string => `partner: newcomer
name: { zh: 新客户, en: Newcomer }
channels: [rest]
acknowledgement: { when: never }
connections:
  as2: { channel: as2, settings: { url: '${http}/as2', as2From: BIANZU-RAIL, as2To: NEWCOMER } }
  as2-later:
    channel: as2
    settings: { url: '${http}/as2-later', as2From: BIANZU-RAIL, as2To: NEWCOMER-2, mdn: async, mdnUrl: 'https://hub.example/as2/mdn' }
  server:
    channel: sftp
    settings: { host: 127.0.0.1, port: ${port}, user: bianzu, hostKeys: ['${fingerprint}'], privateKey: our-key, folder: in }
  hook: { channel: webhook, settings: { url: '${http}/hook', secret: signing } }
  ci: { channel: soap, settings: { url: '${http}/ci', liHost: ci.bianzu.example } }
  folder: { channel: file, settings: { folder: '${folder}' } }
edi:
  identities: [{ id: NEWCOMER, qualifier: ZZZ }]
  own: { id: BIANZU-RAIL, qualifier: ZZZ }
agreements:
${outbound('signed', `channel: as2, connection: as2, ${statuses}`)}${outbound('signed-later', `channel: as2, connection: as2-later, ${statuses}`)}${outbound('laid', `channel: sftp, ${iftsta}`)}${outbound('told', `channel: webhook, ${statuses}`)}${outbound('called', `channel: soap, ${trains}`)}${outbound('filed', `channel: file, ${statuses}`)}${outbound('queued', `channel: amqp, ${statuses}`)}`;

/** The wrong one of each scenario lacks this. */
const isRight = (bytes: Buffer): boolean => /"msgId"|<OperationalTrainNumber>|BGM\+/.test(bytes.toString());
const signingKey = Buffer.from('a secret of thirty-two bytes here');

describe('a newcomer that is to receive, over each way that there is, with RabbitMQ', () => {
  const openssl = new OpenSsl();
  const [ours, theirs] = [openssl.identity('ours'), openssl.identity('theirs')];
  const as2 = new ForgePartner(forgeIdentity(theirs), [forgeIdentity(ours).certificate]);
  const server = new ReceivingPartner(() => as2, isRight);
  let configuration: ConfigurationFolder;
  let sftp: OpenSshPeer;
  let folder: string;
  let hub: Installation;
  let partner: HubClient;

  beforeAll(async () => {
    sftp = await startOpenSshPeer();
    const key = ssh2.utils.generateKeyPairSync('ed25519');
    sftp.allowed.keys = [Buffer.from(key.public.split(' ')[1]!, 'base64')];
    await mkdir(join(sftp.folder, 'in'));
    folder = await mkdtemp(join(tmpdir(), 'bianzu-newcomer-'));
    configuration = configurationFolder();
    // nobody else: what is not there need not be checked again with each agreement that goes live
    for (const file of await readdir('agreements')) configuration.remove(file);
    configuration.write('newcomer.yaml', newcomer(await server.open(), sftp, folder));
    hub = await Installation.start({
      edition: 'distributed',
      configurationRoot: configuration.root,
      environment: {
        BIANZU_OUTBOUND_HTTP: 'true',
        BIANZU_OUTBOUND_PORTS: 'any',
        BIANZU_OUTBOUND_NETWORKS: '127.0.0.0/8',
      },
    });
    const put = (
      name: string,
      value: Buffer | string,
      kind: 'secret' | 'certificate' = 'secret',
    ): Promise<unknown> =>
      hub.gateway.secrets.put('newcomer', name, Buffer.from(value), { actor: 'test', kind });
    await put('as2-identity', ours);
    await put('as2-certificate', openssl.read('theirs.crt'), 'certificate');
    await put('our-key', key.private);
    await put('signing', `whsec_${signingKey.toString('base64')}`);
    server.mdnUrl = `${hub.url}/as2/mdn`;
    partner = await hub.client('newcomer');
  });
  afterAll(async () => {
    await hub.close();
    configuration.close();
    server.close();
    openssl.close();
    await sftp.close();
    await rm(folder, { recursive: true });
  });

  const started = async (id: string): Promise<RunView> => {
    const { status, body } = await partner.post<RunView>(path, { agreement: `newcomer.${id}.1` });
    expect([status, body]).toEqual([201, body]);
    return body;
  };
  const report = async ({ id }: RunView): Promise<RunView> =>
    (await partner.get<RunView>(`${path}/${id}`)).body;
  const ended = async ({ id }: RunView): Promise<RunView> =>
    (await partner.post<RunView>(`${path}/${id}/end`)).body;
  const states = ({ scenarios }: RunView): string =>
    scenarios.flatMap(({ steps }) => steps.map(({ id, state }) => `${id} ${state}`)).join(', ');
  const when = (run: RunView, wanted: (now: RunView) => boolean): Promise<RunView> =>
    eventually(
      'the run has come so far',
      async () => {
        const now = await report(run);
        return wanted(now) && now;
      },
      { everyMs: 200 },
    );
  const goesLive = async ({ id }: RunView, agreement: string): Promise<void> => {
    const { status, body } = await partner.post(`${path}/${id}/activation`);
    expect({ status, body }).toMatchObject({ status: 200, body: { agreement, state: 'live' } });
    expect(hub.gateway.configuration.current.routing.destination(agreement.split('.')[1]!)?.state).toBe(
      'live',
    );
  };
  const isConformant = ({ state, verdict }: RunView): boolean =>
    state === 'ended' && verdict === 'conformant';
  const conformant = async (id: string): Promise<void> => {
    server.manner = 'careful';
    const run = await started(id);
    await when(run, isConformant);
    await goesLive(run, `newcomer.${id}.1`);
  };
  /** What it got but cannot refuse on its way: it names the hashes. */
  const says = async (run: RunView, files: readonly Buffer[]): Promise<RunView> => {
    const receipts = files.map((bytes) => ({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      verdict: isRight(bytes) ? 'accepted' : 'refused',
    }));
    return (await partner.post<RunView>(`${path}/${run.id}/receipts`, { receipts })).body;
  };
  const reasons = ({ scenarios }: RunView): string =>
    scenarios
      .flatMap(({ steps }) => steps.flatMap(({ checks }) => checks.map(({ reason }) => reason?.en)))
      .join();

  it('over AS2 answers by MDNs, and goes live', async () => {
    await conformant('signed');
    expect(server.at('/as2').map(({ headers }) => headers['bianzu-test'])).toEqual(['true', 'true', 'true']);
  });

  it('over AS2 may answer later, and is waited for', async () => {
    server.manner = 'silent';
    const run = await started('signed-later');
    const waiting = await when(run, (now) =>
      now.scenarios[0]!.steps[0]!.note!.en.includes('its receipt is to come'),
    );
    expect(states(waiting)).toBe('valid waiting, wrong waiting, next waiting');
    expect(await ended(run)).toMatchObject({ state: 'ended', verdict: 'not' });
    expect((await partner.post(`${path}/${run.id}/activation`)).status).toBe(409);
    await conformant('signed-later');
  });

  it('over a webhook is partly conformant when it takes everything, and is told why', async () => {
    server.manner = 'careless';
    const run = await started('told');
    const partly = await when(run, (now) => states(now) === 'valid passed, wrong failed, next passed');
    expect(partly.verdict).toBe('partly');
    expect(reasons(partly)).toContain('refused was expected, it is accepted');
    expect((await partner.post(`${path}/${run.id}/activation`)).status).toBe(409);
    server.manner = 'careful';
    await partner.post(`${path}/${run.id}/attempts`);
    await when(run, isConformant);
    await goesLive(run, 'newcomer.told.1');
    for (const { headers, body } of server.at('/hook')) {
      const [id, time] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
      const signature = createHmac('sha256', signingKey)
        .update(`${id}.${time}.`)
        .update(body)
        .digest('base64');
      expect([headers['webhook-signature'], headers['bianzu-test']]).toEqual([`v1,${signature}`, 'true']);
    }
  });

  it('over the UIC common interface has to say ACK or NACK', async () => {
    server.manner = 'silent';
    const run = await started('called');
    const waiting = await when(run, (now) =>
      now.scenarios[0]!.steps[0]!.note!.en.includes('no LI_TechnicalAck'),
    );
    expect(states(waiting)).toContain('valid waiting');
    server.manner = 'careful';
    await partner.post(`${path}/${run.id}/attempts`);
    await when(run, isConformant);
    await goesLive(run, 'newcomer.called.1');
  });

  it.each([
    ['laid', 'on its SFTP server', async () => (await sftp.files('in')).map(({ bytes }) => bytes)],
    [
      'filed',
      'in a folder',
      async () => Promise.all((await laidIn()).map((name) => readFile(join(folder, name)))),
    ],
  ])('(%s) finds files %s, and says by their hashes what it thinks', async (id, _, files) => {
    const run = await started(id);
    const partly = await when(run, (now) => states(now) === 'valid passed, wrong failed, next passed');
    expect(partly.verdict).toBe('partly');
    const got = await files();
    expect(got.map(isRight).sort()).toEqual([false, true, true]);
    expect(await says(run, got)).toMatchObject({ state: 'ended', verdict: 'conformant' });
    await goesLive(run, `newcomer.${id}.1`);
  });
  const laidIn = async (): Promise<string[]> =>
    (await readdir(folder)).filter((name) => !name.startsWith('.'));

  it('over AMQP reads a queue of RabbitMQ', async () => {
    const run = await started('queued');
    const queue = 'bianzu.out.queued_1_test';
    await when(run, (now) => now.scenarios[0]!.steps.every(({ note }) => note!.en.includes(queue)));
    const got: Buffer[] = [];
    await eventually('three messages in the queue', async () => {
      const one = await hub.queues.take(queue);
      if (one !== undefined) got.push(one.body);
      return got.length === 3;
    });
    expect(got.map(isRight)).toEqual([true, false, true]);
    expect(states(await report(run))).toBe('valid waiting, wrong waiting, next waiting');
    expect(await says(run, got)).toMatchObject({ state: 'ended', verdict: 'conformant' });
    await goesLive(run, 'newcomer.queued.1');
  });
});
