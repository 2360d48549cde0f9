import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog } from '#libs/audit';
import { SecretKeys, SecretStore } from '#libs/partners';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/services/database.js';
import { bianzu, jsonLines, type Ended } from './bianzu.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const run = (line: string, input: string | Uint8Array = ''): Promise<Ended> =>
  bianzu(line.split(' '), {
    input,
    environment: {
      DATABASE_URL: database.url,
      BIANZU_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    },
  });

describe('at the machine', () => {
  it('people are added, listed, given passwords and disabled', async () => {
    const added = await run(
      'people add li.wei --roles operator,auditor --partners sys-1',
      'a password of li\n',
    );
    expect(added).toMatchObject({ exitCode: 0, err: '' });
    expect(await run('people password li.wei', 'another one of li')).toMatchObject({ exitCode: 0 });
    expect((await run('people list')).out).toBe('li.wei  operator,auditor  sys-1\n');
    expect(await run('people disable li.wei')).toMatchObject({ exitCode: 0 });
    expect((await run('people list')).out).toContain('disabled');
    expect(await run('people add sun --roles root', 'a password of sun')).toMatchObject({
      exitCode: 2,
      err: 'This cannot be: no such role: root\n',
    });
    expect(await run('people disable nobody')).toMatchObject({ exitCode: 2 });
  });

  it('secrets are put, listed without their values and retired', async () => {
    const { out } = await run('secrets put sys-1 webhook', 'a secret value');
    expect(out).toMatch(/^[0-9a-f-]{36} {2}1\n$/);
    const listed = await run('secrets list sys-1');
    expect(listed.out).toContain('sys-1/webhook  1  secret');
    expect(listed.out).not.toContain('a secret value');
    expect(await run(`secrets retire ${out.slice(0, 36)}`)).toMatchObject({ exitCode: 0 });
    expect(await run(`secrets retire ${out.slice(0, 36)}`)).toMatchObject({ exitCode: 2 });
  });

  it('secrets of any bytes are kept as they are, and the line break behind a text is none of it', async () => {
    const bytes = Buffer.from([0, 255, 200, 13, 10]);
    await run('secrets put sys-2 signature', bytes);
    await run('secrets put sys-2 webhook', 'a text\n');
    const dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    const keys = SecretKeys.from(Buffer.alloc(32, 7).toString('base64'));
    const secrets = new SecretStore(dataSource, new AuditLog(dataSource), keys);
    expect(await secrets.active('sys-2', 'signature')).toEqual([bytes]);
    expect(await secrets.active('sys-2', 'webhook')).toEqual([Buffer.from('a text')]);
    await dataSource.destroy();
  });

  it('certificates of a partner are shown, also one that lies beside its key in a secret', async () => {
    const certificate = readFileSync('libs/certificates/examples/partner.crt', 'utf8');
    await run('secrets put port as2-certificate --kind certificate', certificate);
    await run('secrets put port as2-identity', `${certificate}not a key`);
    await run('secrets put port password', 'no certificate');
    const ended = await run('certificate inspect --partner port --json --now 2119-12-20');
    const views = jsonLines<{ place: string; daysLeft: number; warnings: { code: string }[] }>(ended);
    expect(views.map(({ place }) => place)).toEqual(['port/as2-certificate 1', 'port/as2-identity (1)']);
    expect(views[0]).toMatchObject({ daysLeft: 12, warnings: [{ code: 'ends-soon' }] });
    expect([ended.exitCode, ended.out.includes('not a key')]).toEqual([0, false]);
    expect(await run('certificate inspect --partner nobody')).toMatchObject({ exitCode: 2 });
    expect(await run('certificate inspect')).toMatchObject({ exitCode: 2 });
  });

  it('clients get secrets, and others later', async () => {
    const first = await run('clients add sys-1 --scopes messages:send:party,base-data');
    expect(first.out).toMatch(/^bzs_[\w-]{43}\n$/);
    expect((await run('clients rotate sys-1 --hours 2')).out).toMatch(/^bzs_/);
    const { out } = await run('clients list');
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(out).not.toContain('bzs_');
    expect(await run('clients rotate sys-9')).toMatchObject({ exitCode: 2 });
    expect((await run('clients retire sys-1')).out).toBe('sys-1  2\n');
    expect(await run('clients retire sys-1')).toMatchObject({ exitCode: 2 });
    expect((await run('clients list')).out).not.toContain('client-secret');
    expect(await run('clients add sys-1 --scopes everything')).toMatchObject({ exitCode: 2 });
  });

  it('all of that is in the audit log, whose chain is checked', async () => {
    const { out } = await run('audit list --action person.disable --json');
    expect(out).toBe('');
    const actions = (await run('audit list')).out;
    for (const action of ['person.add', 'person.password', 'secret.retire', 'client.rotate'])
      expect(actions).toContain(action);
    expect(await run('audit verify')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^whole: \d+ /),
    });
    const dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    await dataSource.query('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_stays');
    await dataSource.query(`UPDATE audit_entry SET actor = 'nobody' WHERE sequence = 2`);
    await dataSource.destroy();
    expect(await run('audit verify')).toMatchObject({ exitCode: 1, out: 'entry 2 is changed\n' });
  });
});
