import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/services/database.js';
import { IdempotentAnswers, ServiceInterfaces1700000000370, SignedCursors, WrongCursor } from './index.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  const migrations = [ServiceInterfaces1700000000370];
  dataSource = new DataSource({ type: 'postgres', url: database.url, migrations });
  await dataSource.initialize();
  await dataSource.runMigrations();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const asked = (key: string, request = 'a', principal = 'p') => ({
  principal,
  operation: 'POST /v1/things',
  key,
  requestSha256: Buffer.from(request),
});
const answer = { status: 201, headers: { location: '/v1/things/1' }, body: Buffer.from('{}') };

describe('answers by idempotency key', () => {
  it('are begun by one of those who come at once; the others hear that it is under way', async () => {
    const answers = new IdempotentAnswers(dataSource);
    const all = await Promise.all(Array.from({ length: 8 }, () => answers.begin(asked('at-once'))));
    expect(all.map(({ kind }) => kind).sort()).toEqual([
      'begun',
      ...Array.from({ length: 7 }, () => 'under-way'),
    ]);
  });

  it('are repeated for the same request, and for no other', async () => {
    const answers = new IdempotentAnswers(dataSource);
    await answers.begin(asked('one'));
    await answers.keep(asked('one'), answer);
    expect(await answers.begin(asked('one'))).toEqual({ kind: 'answered', answer });
    expect(await answers.begin(asked('one', 'b'))).toEqual({ kind: 'another' });
    expect(await answers.begin(asked('one', 'b', 'somebody else'))).toEqual({ kind: 'begun' });
  });

  it('leave the key free when nothing came of it, and when who began it is gone', async () => {
    const answers = new IdempotentAnswers(dataSource);
    await answers.begin(asked('again'));
    await answers.forget(asked('again'));
    expect(await answers.begin(asked('again', 'corrected'))).toEqual({ kind: 'begun' });
    await dataSource.query(
      `UPDATE idempotent_answer SET begun_at = now() - interval '1 hour' WHERE key = 'again'`,
    );
    expect(await answers.begin(asked('again', 'corrected'))).toEqual({ kind: 'begun' });
    expect(await answers.begin(asked('again', 'corrected'))).toEqual({ kind: 'under-way' });
  });

  it('go when they are old', async () => {
    const answers = new IdempotentAnswers(dataSource);
    await answers.begin(asked('old'));
    await dataSource.query(
      `UPDATE idempotent_answer SET begun_at = now() - interval '91 days' WHERE key = 'old'`,
    );
    expect(await answers.removeOlderThan(90)).toBe(1);
  });
});

describe('signed cursors', () => {
  it('are read by all gateways of an installation, and by whom they were given to', async () => {
    const [one, other] = [new SignedCursors(dataSource), new SignedCursors(dataSource)];
    const cursor = await one.sign('2026-03-16 7', 'reader');
    expect(await other.read(cursor, 'reader')).toBe('2026-03-16 7');
    await expect(other.read(cursor, 'stranger')).rejects.toThrow(WrongCursor);
  });

  it('are refused when a single character is another', async () => {
    const cursors = new SignedCursors(dataSource);
    const cursor = await cursors.sign('42', 'reader');
    for (let at = 0; at < cursor.length; at++) {
      const wrong = `${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`;
      await expect(cursors.read(wrong, 'reader')).rejects.toThrow(WrongCursor);
    }
    for (const wrong of ['', '42', cursor.slice(0, 10), `${cursor}=`, 'ü'])
      await expect(cursors.read(wrong, 'reader')).rejects.toThrow(WrongCursor);
  });
});
