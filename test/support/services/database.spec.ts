import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase } from './database.js';

describe('createTestDatabase', () => {
  it('gives an empty database, which is gone after drop even while a client is connected', async () => {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    const lost = new Promise<void>((resolve) => client.on('error', () => resolve()));
    await client.connect();
    const tables = await client.query(
      `SELECT 1 FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    expect(tables.rowCount).toBe(0);

    await database.drop();
    await lost;

    const late = new pg.Client({ connectionString: database.url });
    await expect(late.connect()).rejects.toMatchObject({ code: '3D000' });
  });

  it('gives two callers two databases', async () => {
    const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    expect(first.url).not.toBe(second.url);
    await Promise.all([first.drop(), second.drop()]);
  });
});
