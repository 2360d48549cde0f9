import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { editions, Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';

jest.setTimeout(60_000);

const activations = '/v1/operations/configuration/activations';

interface Status {
  readonly active: { readonly number: number; readonly activatedBy: string };
  readonly processes: readonly { readonly configuration: number | null }[];
  readonly refusal: { readonly problems: readonly { readonly file: string }[] } | null;
  readonly folder: { readonly isActive: boolean };
}

const newPartner = `
partner: sys-9
name: { zh: 新系统, en: New system }
channels: [rest, amqp]
agreements: []
`;

describe.each(editions)('a configuration that is changed while messages travel (%s)', (edition) => {
  let hub: Installation;
  let folder: ConfigurationFolder;
  let operator: HubClient;
  let sender: HubClient;

  const status = async (): Promise<Status> =>
    (await operator.get<Status>('/v1/operations/configuration')).body;

  beforeAll(async () => {
    folder = configurationFolder();
    hub = await Installation.start({ edition, configurationRoot: folder.root });
    operator = await hub.client('operator');
    sender = await hub.client('sys-1');
  });
  afterAll(async () => {
    await hub.close();
    folder.close();
  });

  async function sent(reference: string, order: string): Promise<Record<string, unknown>> {
    const id = await sender.taken(keyAccountOrder({ reference, order }));
    await sender.settled(id);
    return (await operator.get<Record<string, unknown>>(`/v1/messages/${id}`)).body;
  }

  it('is active in every process without a restart, and messages tell by which they travelled', async () => {
    const before = await sent('DK2026031600009001', 'DD2026031609001');
    const { active } = await status();
    expect(before).toMatchObject({ configuration: active.number, agreementVersion: 1 });
    folder.replace('sys-1.yaml', 'version: 1', 'version: 2');
    folder.write('sys-9.yaml', newPartner);
    expect((await status()).folder).toMatchObject({ isActive: false });
    expect(await operator.post(activations, { note: 'version 2' })).toMatchObject({
      status: 200,
      body: { activatedBy: 'operator', note: 'version 2' },
    });
    const now = await eventually('every process works by it', async () => {
      const seen = await status();
      const numbers = seen.processes.map(({ configuration }) => configuration);
      return numbers.length > 0 && numbers.every((number) => number === seen.active.number) && seen;
    });
    expect(now.active.number).not.toBe(active.number);
    expect(now.folder.isActive).toBe(true);
    const after = await sent('DK2026031600009002', 'DD2026031609002');
    expect(after).toMatchObject({ configuration: now.active.number, agreementVersion: 2 });
  });

  it('has queues for a partner that is new in it', async () => {
    const client = await hub.client('sys-9');
    const id = await client.taken('<ANYTHING/>');
    expect(await client.settled(id)).toMatchObject({ sender: 'sys-9', reason: 'agreement-missing' });
    folder.write(
      'sys-9.yaml',
      newPartner.replace(
        '[]',
        `
  - id: order
    version: 1
    recognise: { format: xml, root: KHDD }
    schema: sources/sys-1/order
    mappings: [sys-1/order-to-transport-order]`,
      ),
    );
    await operator.post(activations);
    const order = keyAccountOrder({ reference: 'DK2026031600009003', order: 'DD2026031609003' });
    expect(await client.settled(await client.taken(order))).toMatchObject({ agreement: 'order' });
    await eventually('it is answered on its queue', () => hub.queues.take('bianzu.reply.sys-9'));
  });

  it('is refused as a whole when something is wrong with it', async () => {
    const { active } = await status();
    folder.write('sys-8.yaml', 'partner: sys-8\nchannels: [pigeon]\n');
    const answer = await operator.post<{ problems: { file: string }[] }>(activations);
    expect(answer.status).toBe(422);
    expect(answer.body.problems.map(({ file }) => file)).toContain('agreements/sys-8.yaml');
    expect(await status()).toMatchObject({ active, refusal: { problems: answer.body.problems } });
    expect(await sent('DK2026031600009004', 'DD2026031609004')).toMatchObject({ state: 'accepted' });
  });
});
