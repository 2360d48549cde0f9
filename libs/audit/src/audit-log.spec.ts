import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/support/services/database.js';
import { AuditLog, AuditLog1700000000350 } from './index.js';

let database: TestDatabase;
let dataSource: DataSource;
let log: AuditLog;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = new DataSource({ type: 'postgres', url: database.url, migrations: [AuditLog1700000000350] });
  await dataSource.initialize();
  await dataSource.runMigrations();
  log = new AuditLog(dataSource);
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** As somebody would who owns the database and knows the trigger. */
async function behindTheBack(statement: string): Promise<void> {
  await dataSource.query('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_stays');
  await dataSource.query(statement);
  await dataSource.query('ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_stays');
}

describe('the audit log', () => {
  it('is one chain, however many write at once, and whole from its first entry', async () => {
    expect(await log.verify()).toMatchObject({ isWhole: true, entries: 0 });
    await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        log.append({
          actor: 'li',
          action: 'secret.put',
          subject: `sys-${number}`,
          detail: { number, b: 1.5 },
        }),
      ),
    );
    expect(await log.verify()).toMatchObject({ isWhole: true, entries: 20 });
  });

  it('keeps any text, and gives it back', async () => {
    const detail = { 备注: 'a\0b \ud800 "\n', nested: { list: [1, null, true], none: undefined } };
    await log.append({
      actor: '李',
      action: 'agreement.state',
      subject: "x'; DROP TABLE audit_entry; --",
      detail,
    });
    const [latest] = await log.list({ action: 'agreement' });
    expect(latest).toMatchObject({ sequence: 21, actor: '李', subject: "x'; DROP TABLE audit_entry; --" });
    expect(latest!.detail).toMatchObject({ nested: { list: [1, null, true] } });
    expect(await log.verify()).toMatchObject({ isWhole: true, entries: 21, head: latest!.hash });
  });

  it('has nothing of a transaction that failed', async () => {
    const failed = dataSource.transaction(async (manager) => {
      await log.append({ actor: 'li', action: 'secret.retire', subject: 'sys-1' }, manager);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await log.list({ action: 'secret.retire' })).toEqual([]);
  });

  it('is read by actor, action and subject, the latest first, and on from any entry', async () => {
    expect(await log.list({ actor: 'li', subject: 'sys-7' })).toHaveLength(1);
    const [first, second] = await log.list({ action: 'secret', limit: 2 });
    expect(first!.sequence).toBeGreaterThan(second!.sequence);
    expect(await log.list({ before: 3 })).toHaveLength(2);
  });

  it('refuses changes, deletions and being emptied', async () => {
    for (const statement of [
      `UPDATE audit_entry SET actor = 'nobody' WHERE sequence = 4`,
      'DELETE FROM audit_entry WHERE sequence = 4',
      'TRUNCATE audit_entry',
    ])
      await expect(dataSource.query(statement)).rejects.toThrow('entries are only added');
  });

  it('names the first entry that is not what was written, or is gone', async () => {
    await behindTheBack(`UPDATE audit_entry SET detail = '{"b":1.5,"number":99}' WHERE sequence = 9`);
    expect(await log.verify()).toEqual({ isWhole: false, brokenAt: 9, reason: 'changed' });
    await behindTheBack(`UPDATE audit_entry SET detail = 'no json' WHERE sequence = 6`);
    expect(await log.verify()).toEqual({ isWhole: false, brokenAt: 6, reason: 'changed' });
    await behindTheBack('DELETE FROM audit_entry WHERE sequence = 5');
    expect(await log.verify()).toEqual({ isWhole: false, brokenAt: 5, reason: 'missing' });
  });
});
