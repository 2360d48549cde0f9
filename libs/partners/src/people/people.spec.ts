import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AuditLog, AuditLog1700000000350 } from '#libs/audit';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/services/database.js';
import { People1700000000353 } from '../migrations/1700000000353-people.js';
import { OwnRoles, People, WrongPerson } from './people.js';

const password = '编组站-2026-夜班-值班员';
let database: TestDatabase;
let dataSource: DataSource;
let people: People;
let audit: AuditLog;

beforeAll(async () => {
  database = await createTestDatabase();
  const migrations = [AuditLog1700000000350, People1700000000353];
  dataSource = new DataSource({ type: 'postgres', url: database.url, migrations });
  await dataSource.initialize();
  await dataSource.runMigrations();
  audit = new AuditLog(dataSource);
  people = new People(dataSource, audit);
  await people.add({ name: 'li.wei', password, roles: ['operator'] }, 'cli:root');
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const failuresOf = async (name: string): Promise<number> => {
  const [row] = await dataSource.query<[{ failures: number }]>(
    'SELECT failures FROM person WHERE name = $1',
    [name],
  );
  return row.failures;
};
const lockEnds = (name: string): Promise<unknown> =>
  dataSource.query(`UPDATE person SET locked_until = now() - interval '1 s' WHERE name = $1`, [name]);
const wrongly = (): ReturnType<People['login']> => people.login('li.wei', 'another password');

describe('people', () => {
  it('log in with their password, of which only an argon2id hash is kept', async () => {
    const outcome = await people.login('li.wei', password);
    expect(outcome).toMatchObject({
      kind: 'person',
      person: { name: 'li.wei', roles: ['operator'], partners: null, disabledAt: null },
    });
    const [row] = await dataSource.query<[{ hash: string }]>('SELECT password_hash AS hash FROM person');
    expect(row.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify([outcome, await people.list(), await audit.list()])).not.toContain('argon2id');
  });

  it('are nobody with a wrong password, a name that there is not, or no sense at all', async () => {
    expect(await wrongly()).toEqual({ kind: 'wrong' });
    expect(await people.login('wang', password)).toEqual({ kind: 'wrong' });
    expect(await people.login("x' OR '1'='1\0", password)).toEqual({ kind: 'wrong' });
    expect(await people.login('li.wei', 'x'.repeat(100_000))).toEqual({ kind: 'wrong' });
    expect(await people.login('li.wei', password)).toMatchObject({ kind: 'person' });
    expect(await failuresOf('li.wei')).toBe(0);
  });

  it('are locked out after five failures, for twice as long each time, also with the right password', async () => {
    for (let failure = 1; failure < 5; failure++) expect(await wrongly()).toEqual({ kind: 'wrong' });
    const secondsOf = (outcome: Awaited<ReturnType<People['login']>>): number =>
      outcome.kind === 'locked' ? Math.round((outcome.until.getTime() - Date.now()) / 5_000) * 5 : 0;
    expect(secondsOf(await wrongly())).toBe(15);
    expect(await people.login('li.wei', password)).toMatchObject({ kind: 'locked' });
    await lockEnds('li.wei');
    expect(secondsOf(await wrongly())).toBe(30);
    await dataSource.query(`UPDATE person SET failures = 90 WHERE name = 'li.wei'`);
    await lockEnds('li.wei');
    expect(secondsOf(await wrongly())).toBe(900);
    await lockEnds('li.wei');
    expect(await people.login('li.wei', password)).toMatchObject({ kind: 'person' });
    expect(await failuresOf('li.wei')).toBe(0);
    expect(await audit.list({ action: 'person.locked' })).toHaveLength(3);
  });

  it('get another password, which opens a locked account', async () => {
    await dataSource.query(`UPDATE person SET failures = 9, locked_until = now() + interval '1 hour'`);
    expect(await people.setPassword('li.wei', 'ein neues Passwort', 'cli:root')).toBe(true);
    expect(await people.login('li.wei', password)).toEqual({ kind: 'wrong' });
    expect(await people.login('li.wei', 'ein neues Passwort')).toMatchObject({ kind: 'person' });
    expect(await people.setPassword('nobody', 'ein neues Passwort', 'cli:root')).toBe(false);
  });

  it('are changed by others and never raise themselves', async () => {
    const actor = 'person:zhao';
    await people.add({ name: 'zhao', password, roles: ['administrator'], partners: ['sys-1'] }, 'cli:root');
    await expect(people.change('zhao', { roles: ['operator'] }, actor)).rejects.toThrow(OwnRoles);
    await expect(people.change('zhao', { partners: null }, actor)).rejects.toThrow(OwnRoles);
    await expect(people.change('zhao', { isDisabled: false }, actor)).rejects.toThrow(OwnRoles);
    expect(await people.change('li.wei', { roles: ['auditor'], partners: ['sys-2'] }, actor)).toBe(true);
    expect(await people.list()).toMatchObject([
      { name: 'li.wei', roles: ['auditor'], partners: ['sys-2'] },
      { name: 'zhao', roles: ['administrator'], partners: ['sys-1'] },
    ]);
    const [entry] = await audit.list({ action: 'person.change' });
    expect(entry).toMatchObject({
      actor,
      subject: 'li.wei',
      detail: { roles: ['auditor'], partners: ['sys-2'] },
    });
    expect(await people.change('nobody', { roles: ['auditor'] }, actor)).toBe(false);
  });

  it('who are disabled cannot log in, until they are let in again with what they had', async () => {
    await people.change('li.wei', { isDisabled: true }, 'cli:root');
    expect(await people.login('li.wei', 'ein neues Passwort')).toEqual({ kind: 'wrong' });
    await people.change('li.wei', { isDisabled: false }, 'cli:root');
    const outcome = await people.login('li.wei', 'ein neues Passwort');
    expect(outcome).toMatchObject({ kind: 'person', person: { roles: ['auditor'], partners: ['sys-2'] } });
  });

  it('are refused with a name, password or role that cannot be', async () => {
    const added = (person: object): Promise<void> =>
      people.add({ name: 'sun', password, roles: ['analyst'], ...person }, 'cli:root');
    for (const wrong of [
      { name: 'li.wei' },
      { name: '../x' },
      { password: 'short' },
      { roles: [] },
      { roles: ['root'] },
    ])
      await expect(added(wrong)).rejects.toThrow(WrongPerson);
    expect(await people.list()).toHaveLength(2);
  });
});
