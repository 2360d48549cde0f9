import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { eventually } from '../support/eventually.js';
import type { HubClient } from '../support/hub-client.js';
import { editions, Installation } from '../support/installation.js';
import { parcelFile, parcelLine } from '../support/parcel-file.js';
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

  /**
   * A file of 600 lines of which some are done, and the transaction that is at work on it dies, as with its process; in between
   * `happens` goes on. @returns the file
   */
  async function interrupted(firstLine: number, happens: () => Promise<unknown>): Promise<string> {
    const parcels = await hub.client('sys-6');
    const lines = Array.from({ length: 600 }, (_, index) => parcelLine(firstLine + index));
    const holding = await new DataSource({ type: 'postgres', url: hub.database.url }).initialize();
    const holder = holding.createQueryRunner();
    const id = await parcels.taken(parcelFile(lines), { contentType: 'text/csv', fileName: 'LSKY_1.csv' });
    await eventually(
      'some records are done, and the next wait for the lock',
      async () => {
        const [row] = await holding.query<{ done: number }[]>(
          'SELECT records_done AS done FROM message WHERE id = $1',
          [id],
        );
        if (row!.done === 0) return false;
        await holder.startTransaction();
        await holder.query('SELECT 1 FROM message WHERE id = $1 FOR UPDATE', [id]);
        return true;
      },
      { everyMs: 2 },
    );
    const stuck = `SELECT pid FROM pg_stat_activity WHERE $1::int = ANY(pg_blocking_pids(pid)) AND datname = current_database()`;
    const [{ pid }] = (await holder.query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
    await eventually('the next group is stuck', async () => (await holding.query<object[]>(stuck, [pid]))[0]);
    await happens();
    await holding.query(`SELECT pg_terminate_backend(pid) FROM (${stuck}) blocked`, [pid]);
    await holder.rollbackTransaction();
    await holder.release();
    await holding.destroy();
    return id;
  }

  /** By which configurations the records of a file travelled, and under which versions of their agreement. */
  const travelled = (id: string): Promise<{ configuration: number; version: number; records: number }[]> =>
    hub.gateway.dataSource.query(
      `SELECT configuration, agreement_version AS version, count(*)::int AS records FROM message WHERE parent_id = $1
       GROUP BY 1, 2 ORDER BY 1`,
      [id],
    );

  const another = async (version: number): Promise<void> => {
    folder.replace('sys-6.yaml', `version: ${version}`, `version: ${version + 1}`);
    expect(await operator.post(activations)).toMatchObject({ status: 200 });
  };

  it('leaves a file that was interrupted to the configuration that it was begun with', async () => {
    folder.remove('sys-8.yaml');
    const { active } = await status();
    const id = await interrupted(1_000, () => another(1));
    expect(await operator.settled(id)).toMatchObject({
      state: 'split',
      configuration: active.number,
      recordCount: 600,
    });
    expect(await travelled(id)).toEqual([{ configuration: active.number, version: 1, records: 600 }]);
    expect((await status()).active.number).toBeGreaterThan(active.number);
  });

  it('is not taken for a file whose own cannot be used any more: that is set aside, with the reason, until it is released', async () => {
    const { active } = await status();
    const id = await interrupted(2_000, async () => {
      await another(2);
      await hub.gateway.dataSource.query(
        `DELETE FROM configuration_content WHERE number = $1 AND place LIKE 'mappings/sys-6/parcel-to%'`,
        [active.number],
      );
    });
    const parked = await operator.settled(id);
    expect(parked).toMatchObject({ state: 'parked', reason: 'configuration-unusable' });
    const [{ text }] = parked.issues as [(typeof parked.issues)[number]];
    expect(text.zh).toContain('sys-6.yaml');
    expect(text.en).toContain(`configuration ${active.number}`);
    const before = await travelled(id);
    expect(before).toEqual([{ configuration: active.number, version: 2, records: expect.any(Number) }]);
    expect(await operator.post(`/v1/messages/${id}/release`)).toMatchObject({ status: 202 });
    expect(await operator.settled(id)).toMatchObject({ state: 'split', recordCount: 600, issues: [] });
    const now = (await status()).active.number;
    expect(await travelled(id)).toEqual([
      ...before,
      { configuration: now, version: 3, records: 600 - before[0]!.records },
    ]);
  });
});
