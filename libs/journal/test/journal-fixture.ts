import { DataSource } from 'typeorm';
import { createTestDatabase } from '../../../test/support/services/database.js';
import {
  createPartitions,
  CrossReferenceEntry,
  Delivery,
  DeliveryAttempt,
  JournalMessage,
  MappingVersion,
  MessageJournal1700000000100,
  StoredCanonicalMessage,
  UnknownCode,
} from '../src/index.js';

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
    entities: [
      JournalMessage,
      Delivery,
      DeliveryAttempt,
      StoredCanonicalMessage,
      MappingVersion,
      UnknownCode,
      CrossReferenceEntry,
    ],
    migrations: [MessageJournal1700000000100],
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
