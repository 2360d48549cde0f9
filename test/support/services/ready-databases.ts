import { resolve } from 'node:path';
import { openDatabase, openRuntime, settingsFrom } from '#libs/runtime';
import type { TestDatabase } from './database.js';
import { createDatabaseLike } from './template-database.js';

/** A database with all its tables, and nothing in them. */
export function createMigratedDatabase(): Promise<TestDatabase> {
  return createDatabaseLike('migrated', async (url) => {
    const dataSource = await openDatabase(url);
    await dataSource.destroy();
  });
}

/** A database in which the example configuration is active, as an installation that was started and stopped leaves it behind. */
export function createExampleDatabase(): Promise<TestDatabase> {
  return createDatabaseLike('example', async (databaseUrl) => {
    const settings = settingsFrom({
      BIANZU_CONFIGURATION: resolve('.'),
      BIANZU_ACTIVATE_AT_START: 'true',
      BIANZU_LOG_LEVEL: 'silent',
    });
    const { dataSource, telemetry } = await openRuntime({ ...settings, databaseUrl });
    await dataSource.destroy();
    await telemetry.close();
  });
}
