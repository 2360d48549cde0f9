import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AuditLog, AuditLog1700000000350 } from '#libs/audit';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/services/database.js';
import { People1700000000353 } from '../migrations/1700000000353-people.js';
import { LoginPlaces1700000000355 } from '../migrations/1700000000355-login-places.js';
import { Logins, type LoginOutcome } from './logins.js';
import { OwnRoles, People, WrongPerson } from './people.js';

const password = '编组站-2026-夜班-值班员';
let database: TestDatabase;
let dataSource: DataSource;
let people: People;
let logins: Logins;
let audit: AuditLog;

beforeAll(async () => {
  database = await createTestDatabase();
  const migrations = [AuditLog1700000000350, People1700000000353, LoginPlaces1700000000355];
  dataSource = new DataSource({ type: 'postgres', url: database.url, migrations });
  await dataSource.initialize();
  await dataSource.runMigrations();
  audit = new AuditLog(dataSource);
  people = new People(dataSource, audit);
  logins = new Logins(dataSource, people, audit);
  await people.add({ name: 'li.wei', password, roles: ['operator'] }, 'cli:root');
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const login = (tried: string, name = 'li.wei'): Promise<LoginOutcome> =>
  logins.login(name, tried, '192.0.2.1');

describe('people', () => {
  it('log in with their password, of which only an argon2id hash is kept', async () => {
    const outcome = await login(password);
    expect(outcome).toMatchObject({
      kind: 'person',
      person: { name: 'li.wei', roles: ['operator'], partners: null, disabledAt: null },
    });
    const [row] = await dataSource.query<[{ hash: string }]>('SELECT password_hash AS hash FROM person');
    expect(row.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify([outcome, await people.list(), await audit.list()])).not.toContain('argon2id');
  });

  it('are nobody with a wrong password, a name that there is not, or no sense at all', async () => {
    expect(await login('another password')).toEqual({ kind: 'wrong' });
    expect(await login(password, 'wang')).toEqual({ kind: 'wrong' });
    expect(await login(password, "x' OR '1'='1\0")).toEqual({ kind: 'wrong' });
    expect(await login('x'.repeat(100_000))).toEqual({ kind: 'wrong' });
    expect(await login(password)).toMatchObject({ kind: 'person' });
  });

  it('get another password, which opens a locked account', async () => {
    await dataSource.query(`UPDATE login_place SET failures = 9, locked_until = now() + interval '1 hour'`);
    expect(await people.list()).toMatchObject([{ lockedUntil: expect.any(Date) }]);
    expect(await login(password)).toMatchObject({ kind: 'locked' });
    expect(await people.setPassword('li.wei', 'ein neues Passwort', 'cli:root')).toBe(true);
    expect(await login(password)).toEqual({ kind: 'wrong' });
    expect(await login('ein neues Passwort')).toMatchObject({ kind: 'person' });
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
    expect(await login('ein neues Passwort')).toEqual({ kind: 'wrong' });
    await people.change('li.wei', { isDisabled: false }, 'cli:root');
    const outcome = await login('ein neues Passwort');
    expect(outcome).toMatchObject({ kind: 'person', person: { roles: ['auditor'], partners: ['sys-2'] } });
  });

  it('are refused with a name, password or role that cannot be', async () => {
    const added = (person: object): Promise<void> =>
      people.add({ name: 'sun', password, roles: ['analyst'], ...person }, 'cli:root');
    for (const wrong of [
      { name: 'li.wei' },
      { name: '../x' },
      { password: 'short' },
      { password: '🚆'.repeat(11) },
      { password: '🚆'.repeat(201) },
      { roles: [] },
      { roles: ['root'] },
    ])
      await expect(added(wrong)).rejects.toThrow(WrongPerson);
    expect(await people.list()).toHaveLength(2);
  });
});
