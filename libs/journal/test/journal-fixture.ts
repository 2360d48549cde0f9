import { DataSource } from 'typeorm';
import { createTestDatabase } from '../../../test/support/services/database.js';
import {
  createPartitions,
  EdiExchange1700000000220,
  InterchangeReferences1700000000201,
  journalEntities,
  JournalGrowth1700000000250,
  LaneLayout1700000000270,
  MessageJournal1700000000100,
  Telemetry1700000000240,
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
    entities: [...journalEntities],
    migrations: [
      MessageJournal1700000000100,
      InterchangeReferences1700000000201,
      EdiExchange1700000000220,
      Telemetry1700000000240,
      JournalGrowth1700000000250,
      LaneLayout1700000000270,
    ],
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
