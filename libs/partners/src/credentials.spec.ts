import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/services/database.js';
import { Clients1700000000352, Credential, Credentials, Credentials1700000000150 } from './index.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  const migrations = [Credentials1700000000150, Clients1700000000352];
  dataSource = new DataSource({ type: 'postgres', url: database.url, entities: [Credential], migrations });
  await dataSource.initialize();
  await dataSource.runMigrations();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

describe('credentials', () => {
  it('let in the holder of a token, with its scopes', async () => {
    const credentials = new Credentials(dataSource);
    const token = await credentials.issue('sys-1', ['messages']);
    expect(await credentials.authenticate(token)).toMatchObject({ id: 'sys-1', scopes: ['messages'] });
    expect(await credentials.authenticate(`${token}x`)).toBeUndefined();
  });

  it('keep no token that could be read back', async () => {
    const token = await new Credentials(dataSource).issue('sys-2', ['messages']);
    const stored = JSON.stringify(await dataSource.query('SELECT * FROM credential'));
    expect(stored).not.toContain(token.slice(4));
  });

  it('let nobody in with a revoked token; a second live token goes on', async () => {
    const issuer = new Credentials(dataSource);
    const token = await issuer.issue('sys-4', ['messages']);
    expect(await issuer.revoke('sys-4')).toBe(1);
    const renewed = await issuer.issue('sys-4', ['messages']);
    const door = new Credentials(dataSource);
    expect(await door.authenticate(token)).toBeUndefined();
    expect(await door.authenticate(renewed)).toMatchObject({ id: 'sys-4' });
  });
});
