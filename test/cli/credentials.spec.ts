import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Credentials, scopes } from '#libs/partners';
import { openDatabase } from '#libs/runtime';
import { createTestDatabase, type TestDatabase } from '../support/services/database.js';
import { bianzu, type Ended } from './bianzu.js';

describe('bianzu credentials', () => {
  let database: TestDatabase;
  let dataSource: Awaited<ReturnType<typeof openDatabase>>;
  let folder: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await openDatabase(database.url);
    folder = mkdtempSync(join(tmpdir(), 'bianzu-credentials-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await dataSource.destroy();
    await database.drop();
  });

  const withDatabase = (...args: string[]): Promise<Ended> =>
    bianzu(['credentials', ...args], { environment: { DATABASE_URL: database.url } });
  const principalOf = (token: string): ReturnType<Credentials['authenticate']> =>
    new Credentials(dataSource).authenticate(token);

  it('issues a token with the scopes that were asked for, and revokes it', async () => {
    const { exitCode, out } = await withDatabase('issue', 'sys-9', '--scopes', 'messages,base-data');
    expect(exitCode).toBe(0);
    expect(await principalOf(out.trim())).toMatchObject({ id: 'sys-9', scopes: ['messages', 'base-data'] });
    expect(await withDatabase('revoke', 'sys-9')).toMatchObject({
      exitCode: 0,
      out: '1 tokens of sys-9 have ended\n',
    });
    expect(await principalOf(out.trim())).toBeUndefined();
  });

  it('issues a token to every partner and an operator, into a file that only its owner can read', async () => {
    const file = join(folder, 'tokens.json');
    expect((await withDatabase('example', '--out', file)).exitCode).toBe(0);
    const tokens = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(Object.keys(tokens)).toEqual(expect.arrayContaining(['sys-1', 'sys-6', 'operator']));
    expect(await principalOf(tokens['operator']!)).toMatchObject({ id: 'operator', scopes: [...scopes] });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await withDatabase('example', '--out', file);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(tokens);
  });

  it('refuses scopes that are not there, and needs a database that answers', async () => {
    const scope = await withDatabase('issue', 'sys-9', '--scopes', 'everything');
    expect(scope).toMatchObject({ exitCode: 2, out: '' });
    expect(scope.err).toContain('There is no scope "everything"');
    expect(await bianzu(['credentials', 'revoke', 'sys-9'])).toMatchObject({
      exitCode: 2,
      err: 'DATABASE_URL is needed.\n',
    });
    const away = { environment: { DATABASE_URL: 'postgres://127.0.0.1:1/nothing' } };
    expect(await bianzu(['credentials', 'revoke', 'sys-9'], away)).toMatchObject({
      exitCode: 2,
      err: 'The database cannot be used: ECONNREFUSED\n',
    });
  });
});
