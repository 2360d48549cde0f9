import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { DataSource } from 'typeorm';
import { AuditLog, AuditLog1700000000350 } from '#libs/audit';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/services/database.js';
import { People1700000000353 } from '../migrations/1700000000353-people.js';
import { SessionFamilies1700000000354 } from '../migrations/1700000000354-session-families.js';
import { LoginPlaces1700000000355 } from '../migrations/1700000000355-login-places.js';
import { Secrets1700000000351 } from '../migrations/1700000000351-secrets.js';
import { SecretKeys } from '../secrets/secret-keys.js';
import { SecretStore } from '../secrets/secret-store.js';
import { SigningKeys } from '../tokens/signing-keys.js';
import { TokenIssuer } from '../tokens/token-issuer.js';
import { Logins } from './logins.js';
import { People, WrongPerson } from './people.js';
import { Sessions, type SessionTokens } from './sessions.js';

let database: TestDatabase;
let dataSource: DataSource;
let people: People;
let issuer: TokenIssuer;

beforeAll(async () => {
  database = await createTestDatabase();
  const migrations = [
    AuditLog1700000000350,
    Secrets1700000000351,
    People1700000000353,
    SessionFamilies1700000000354,
    LoginPlaces1700000000355,
  ];
  dataSource = new DataSource({ type: 'postgres', url: database.url, migrations });
  await dataSource.initialize();
  await dataSource.runMigrations();
  const audit = new AuditLog(dataSource);
  people = new People(dataSource, audit);
  const secrets = new SecretStore(dataSource, audit, SecretKeys.from(Buffer.alloc(32, 7).toString('base64')));
  const terms = { issuer: 'http://hub', audience: 'bianzu', tokenSeconds: 600 };
  issuer = new TokenIssuer(new SigningKeys(secrets), terms);
  const account = { name: 'li.wei', password: 'a password of li', roles: ['operator'], partners: ['sys-1'] };
  await people.add(account, 'cli:root');
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const opened = (): Promise<SessionTokens> =>
  new Sessions(dataSource, issuer).open({ name: 'li.wei', roles: ['operator'], partners: ['sys-1'] });
/** As another process sees it, which remembers nothing. */
const isLive = ({ accessToken }: SessionTokens): Promise<boolean> =>
  new Sessions(dataSource, issuer).isLive(String(decodeJwt(accessToken).sid));
const refreshed = ({ refreshToken }: SessionTokens): Promise<SessionTokens | undefined> =>
  new Sessions(dataSource, issuer).refresh(refreshToken);

describe('a session', () => {
  it('has an access token with the roles and partners of the person, and a refresh token that is kept as a hash', async () => {
    const tokens = await opened();
    expect(decodeJwt(tokens.accessToken)).toMatchObject({
      sub: 'li.wei',
      roles: ['operator'],
      partners: ['sys-1'],
    });
    expect(tokens).toMatchObject({ expiresInSeconds: 600, refreshToken: expect.stringMatching(/^bzr_/) });
    const kept = await dataSource.query<object[]>('SELECT encode(refresh_sha256, $1) FROM person_session', [
      'escape',
    ]);
    expect(JSON.stringify(kept)).not.toContain(tokens.refreshToken);
    expect(await isLive(tokens)).toBe(true);
  });

  it('goes on with its refresh token, which is replaced', async () => {
    const first = await opened();
    const second = await refreshed(first);
    expect(decodeJwt(second!.accessToken)).toMatchObject({ sid: decodeJwt(first.accessToken).sid });
    expect(second!.refreshToken).not.toBe(first.refreshToken);
    expect(await refreshed(second!)).toBeDefined();
    expect(await refreshed({ ...first, refreshToken: 'bzr_guessed' })).toBeUndefined();
  });

  it('ends for both when a refresh token comes a second time, however long ago it was replaced', async () => {
    const first = await opened();
    const third = await refreshed((await refreshed(first))!);
    expect(await refreshed(first)).toBeUndefined();
    expect(await isLive(third!)).toBe(false);
    expect(await refreshed(third!)).toBeUndefined();
  });

  it('ends by itself, and when it is ended', async () => {
    const [ended, old] = [await opened(), await opened()];
    await new Sessions(dataSource, issuer).end(String(decodeJwt(ended.accessToken).sid));
    await dataSource.query('UPDATE person_session SET expires_at = now() WHERE id = $1', [
      decodeJwt(old.accessToken).sid,
    ]);
    for (const one of [ended, old])
      expect([await isLive(one), await refreshed(one)]).toEqual([false, undefined]);
  });

  it('goes on when the person changes the password in it, and the others end', async () => {
    const [own, other] = [await opened(), await opened()];
    const logins = new Logins(dataSource, people, new AuditLog(dataSource));
    const change = {
      name: 'li.wei',
      session: String(decodeJwt(own.accessToken).sid),
      oldPassword: 'a password of li',
      newPassword: 'the second one of li',
    };
    const changed = (wanted: object): ReturnType<Logins['changeOwnPassword']> =>
      logins.changeOwnPassword({ ...change, ...wanted }, '192.0.2.1');
    expect(await changed({ oldPassword: 'a wrong password' })).toBe('wrong');
    for (const newPassword of ['short', change.oldPassword])
      await expect(changed({ newPassword })).rejects.toThrow(WrongPerson);
    expect([await isLive(own), await isLive(other)]).toEqual([true, true]);
    expect(await changed({})).toBe('changed');
    expect([await isLive(own), await isLive(other)]).toEqual([true, false]);
    expect(await refreshed(other)).toBeUndefined();
    expect(await refreshed(own)).toBeDefined();
    expect(await changed({ newPassword: 'the third one of li' })).toBe('wrong');
    const [entry] = await new AuditLog(dataSource).list({ action: 'person.password' });
    expect(entry).toMatchObject({ actor: 'person:li.wei', subject: 'li.wei' });
  });

  it('ends when the roles or the password change, and when the account is disabled', async () => {
    for (const change of [
      () => people.change('li.wei', { roles: ['auditor'] }, 'cli:root'),
      () => people.setPassword('li.wei', 'another one of li', 'cli:root'),
      () => people.change('li.wei', { isDisabled: true }, 'cli:root'),
    ]) {
      const session = await opened();
      await change();
      expect([await isLive(session), await refreshed(session)]).toEqual([false, undefined]);
    }
  });
});
