import { mkdtempSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AuditLog } from '#libs/audit';
import { openDatabase } from '#libs/runtime';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { createTestDatabase, type TestDatabase } from '../support/services/database.js';
import { bianzu, type Ended } from './bianzu.js';
import { openSmallHub } from './small-hub.js';

jest.setTimeout(120_000);

describe('bianzu plan, apply and rollback', () => {
  let folder: ConfigurationFolder;
  let database: TestDatabase;
  let data: string;
  const call = (...args: string[]): Promise<Ended> =>
    bianzu(args, {
      environment: { DATABASE_URL: database.url, BIANZU_CONFIGURATION: folder.root, BIANZU_DATA: data },
    });

  beforeAll(async () => {
    folder = configurationFolder();
    database = await createTestDatabase();
    data = mkdtempSync(join(tmpdir(), 'bianzu-plan-'));
    expect(await call('config', 'activate')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^active: 1 /),
    });
  });
  afterAll(async () => {
    await database.drop();
    folder.close();
    rmSync(data, { recursive: true });
  });

  it('find nothing to do where nothing has changed', async () => {
    expect(await call('plan')).toMatchObject({ exitCode: 0, out: '' });
  });

  it('tell what would change, and do exactly that', async () => {
    folder.replace(
      'shipper-x12.yaml',
      "version: 1\n    recognise: { format: x12, message: '404', version: '004010' }",
      "version: 1\n    state: suspended\n    recognise: { format: x12, message: '404', version: '004010' }",
    );
    const file = join(data, 'plan.json');
    expect(await call('plan', '--out', file)).toMatchObject({
      exitCode: 1,
      out: 'agreement shipper-x12/set-404-4010 1 changed\n  state: live -> suspended\n',
      err: expect.stringContaining('1 changes from running 1'),
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ running: 1, isDifferent: true });
    folder.replace('shipper-x12.yaml', 'Shipper (X12)', 'Shipper, X12');
    expect(await call('apply', '--plan', file)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('Plan again'),
    });
    folder.replace('shipper-x12.yaml', 'Shipper, X12', 'Shipper (X12)');
    expect(await call('apply', '--plan', file, '--note', 'a rest')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/active: 2 /),
    });
    expect(await call('apply', '--plan', file)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('is active: 2'),
    });
  });

  it('tell the mistakes of files that could not be applied, and not what they would take away', async () => {
    folder.replace('shipper-x12.yaml', '(X12) }', '(X12) }\nkind: nobody');
    const ended = await call('plan');
    folder.replace('shipper-x12.yaml', '\nkind: nobody', '');
    expect(ended).toMatchObject({ exitCode: 2, out: '' });
    expect(ended.err).toMatch(/shipper-x12\.yaml:\d+.*kind/);
  });

  it('tell a plan that is not there from a file that is no plan', async () => {
    const file = join(data, 'no-plan.json');
    expect(await call('apply', '--plan', file)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('cannot be read: ENOENT'),
    });
    for (const text of ['null', '{', '[]']) {
      writeFileSync(file, text);
      expect(await call('apply', '--plan', file)).toMatchObject({
        exitCode: 2,
        err: expect.stringContaining('is not what plan has written'),
      });
    }
  });

  it('need a reason where an agreement in test is to go live without a report', async () => {
    folder.replace('shipper-x12.yaml', 'state: suspended', 'state: test # a trial');
    expect((await call('apply')).exitCode).toBe(0);
    folder.replace('shipper-x12.yaml', 'state: test # a trial', 'state: live');
    expect(await call('apply')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('no conformance report for shipper-x12.set-404-4010.1'),
    });
    expect((await call('apply', '--override-conformance', 'tested by telephone')).exitCode).toBe(0);
  });

  it('go back to the version before, or to any', async () => {
    expect(await call('rollback', '--note', 'orders were refused')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^active: 3 /),
    });
    expect((await call('plan')).out).toContain('state: test -> live');
    expect(await call('rollback', '--to', '99')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('no version 99'),
    });
    expect(await call('rollback', '--to', '2', '--replacing', '1')).toMatchObject({ exitCode: 2 });
    expect((await call('rollback', '--to', '2')).out).toMatch(/^active: 2 /);
  });

  it('leave in the audit log who changed what, and why', async () => {
    const dataSource = await openDatabase(database.url);
    const entries = await new AuditLog(dataSource).list({ action: 'agreement.state' });
    await dataSource.destroy();
    expect(
      entries.map(
        ({ detail }) =>
          `${String(detail['from'])} ${String(detail['to'])} ${JSON.stringify(detail['override'])}`,
      ),
    ).toEqual([
      'test suspended undefined',
      'live test undefined',
      'test live "tested by telephone"',
      'suspended test undefined',
      'live suspended undefined',
    ]);
  });

  it('work through a hub too, on the folder that it has', async () => {
    const plan = { running: 4, version: 'abc', isDifferent: true, changes: [] };
    const hub = await openSmallHub([
      { status: 200, body: plan },
      { status: 200, body: { number: 5, version: 'abc' } },
      { status: 200, body: { number: 4, version: 'abd' } },
    ]);
    const environment = { BIANZU_URL: hub.url, BIANZU_TOKEN: 'token' };
    expect((await bianzu(['apply', '--note', 'n'], { environment })).out).toBe('active: 5 (abc)\n');
    expect((await bianzu(['rollback'], { environment })).out).toBe('active: 4 (abd)\n');
    await hub.close();
    expect(hub.seen.map(({ method, url, body }) => `${method} ${url} ${body.toString()}`)).toEqual([
      'GET /v1/operations/configuration/difference ',
      'POST /v1/operations/configuration/activations {"note":"n","replacing":4}',
      'POST /v1/operations/configuration/rollback {}',
    ]);
  });
});
