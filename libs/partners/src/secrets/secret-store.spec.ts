import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/services/database.js';
import { AuditLog, AuditLog1700000000350 } from '#libs/audit';
import {
  endingSecrets,
  NoSecretKey,
  NotOurSecret,
  SecretKeys,
  SecretStore,
  Secrets1700000000351,
  WrongSecret,
} from '../index.js';

const key = (): string => randomBytes(32).toString('base64');
const [oldKey, newKey] = [key(), key()];
const actor = 'li';

let database: TestDatabase;
let dataSource: DataSource;
let audit: AuditLog;
let store: SecretStore;

beforeAll(async () => {
  database = await createTestDatabase();
  const migrations = [AuditLog1700000000350, Secrets1700000000351];
  dataSource = new DataSource({ type: 'postgres', url: database.url, migrations });
  await dataSource.initialize();
  await dataSource.runMigrations();
  audit = new AuditLog(dataSource);
  store = new SecretStore(dataSource, audit, SecretKeys.from(oldKey));
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const texts = async (from: SecretStore, name: string): Promise<string[]> =>
  (await from.active('sys-1', name)).map((value) => value.toString());

describe('the secret store', () => {
  it('gives the two newest versions, newest first, and no longer one that was retired', async () => {
    expect(await texts(store, 'webhook')).toEqual([]);
    for (const value of ['one', 'two', 'three'])
      await store.put('sys-1', 'webhook', Buffer.from(value), { actor });
    expect(await texts(store, 'webhook')).toEqual(['three', 'two']);
    const [newest] = await store.list('sys-1');
    expect(newest).toMatchObject({
      owner: 'sys-1',
      name: 'webhook',
      version: 3,
      kind: 'secret',
      createdBy: 'li',
    });
    expect(await store.retire(newest!.id, actor)).toBe(true);
    expect(await store.retire(newest!.id, actor)).toBe(false);
    expect(await texts(store, 'webhook')).toEqual(['two', 'one']);
  });

  it('gives what is valid now only', async () => {
    const [past, future] = [new Date(Date.now() - 1_000), new Date(Date.now() + 3_600_000)];
    await store.put('sys-1', 'password', Buffer.from('ended'), { actor, validUntil: past });
    await store.put('sys-1', 'password', Buffer.from('to come'), { actor, validFrom: future });
    expect(await texts(store, 'password')).toEqual([]);
  });

  it('keeps no value that could be read, and lists none', async () => {
    const value = 'something nobody else knows';
    await store.put('sys-1', 'hidden', Buffer.from(value), { actor });
    const rows = await dataSource.query<{ bytes: Buffer }[]>('SELECT * FROM secret');
    expect(rows.every(({ bytes }) => !bytes.includes(value))).toBe(true);
    const told = JSON.stringify([await store.list(), await audit.list()]);
    expect(told).not.toContain(value);
    expect(await audit.list({ subject: 'sys-1/hidden' })).toMatchObject([{ actor, action: 'secret.put' }]);
  });

  it('tells what ends within thirty days and was not replaced', async () => {
    const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);
    const put = (name: string, validUntil?: Date): Promise<{ id: string }> =>
      store.put('sys-5', name, Buffer.from('x'), {
        actor,
        ...(validUntil === undefined ? {} : { validUntil }),
      });
    await put('soon', inDays(29));
    await put('later', inDays(31));
    await put('replaced', inDays(5));
    await put('replaced');
    await put('ended', inDays(-1));
    const { id } = await put('retired', inDays(5));
    await store.retire(id, actor);
    const ending = (await endingSecrets(dataSource)).filter(({ owner }) => owner === 'sys-5');
    expect(ending.map(({ name }) => name)).toEqual(['ended', 'soon']);
  });

  it('opens a value under its own owner, name and version only', async () => {
    await store.put('sys-1', 'moved', Buffer.from('of sys-1'), { actor });
    await dataSource.query(`UPDATE secret SET owner = 'sys-2' WHERE name = 'moved'`);
    await expect(store.active('sys-2', 'moved')).rejects.toThrow(NotOurSecret);
  });

  it('opens with every key of the list, and seals with the first', async () => {
    await store.put('sys-1', 'kept', Buffer.from('before'), { actor });
    const both = new SecretStore(dataSource, audit, SecretKeys.from(`${newKey}, ${oldKey}`));
    await both.put('sys-1', 'kept', Buffer.from('after'), { actor });
    expect(await texts(both, 'kept')).toEqual(['after', 'before']);
    const old = new SecretStore(dataSource, audit, SecretKeys.from(oldKey));
    await expect(old.active('sys-1', 'kept')).rejects.toThrow(NotOurSecret);
  });

  it('needs a key for secrets, and a certificate to be one', async () => {
    const without = new SecretStore(dataSource, audit, undefined);
    await expect(without.put('sys-1', 'a', Buffer.from('b'), { actor })).rejects.toThrow(NoSecretKey);
    const certificate = { actor, kind: 'certificate' } as const;
    await expect(store.put('sys-1', 'a', Buffer.from('b'), certificate)).rejects.toThrow(WrongSecret);
    expect(() => SecretKeys.from('c2hvcnQ=')).toThrow('32 bytes');
  });

  it('gives a version of its own to each of many that put at once', async () => {
    const put = (): Promise<{ version: number }> => store.put('sys-4', 'busy', Buffer.from('x'), { actor });
    const versions = (await Promise.all(Array.from({ length: 8 }, put))).map(({ version }) => version);
    expect(versions.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe('the key of an installation of its own', () => {
  it('is made once, in a file that only its owner can read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bianzu-key-'));
    const file = join(folder, 'below', 'secret-key');
    const sealed = SecretKeys.inFile(file).seal(Buffer.from('a'), 'context');
    expect(SecretKeys.inFile(file).open(sealed, 'context').toString()).toBe('a');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });
});
