import { DataSource } from 'typeorm';
import { createTestDatabase } from '../../../test/support/services/database.js';
import { createPartitions, journalEntities, journalMigrations } from '../src/index.js';

export interface JournalFixture {
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

/** An empty journal in a database of its own. */
export async function emptyJournal(): Promise<JournalFixture> {
  const database = await createTestDatabase();
  const dataSource = new DataSource({
    type: 'postgres',
    url: database.url,
    entities: [...journalEntities],
    migrations: [...journalMigrations],
  });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await createPartitions(dataSource, Date.now(), 2);
  return {
    dataSource,
    async close() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}
