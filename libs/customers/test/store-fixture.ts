import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { createTestDatabase } from '../../../test/support/services/database.js';
import type { CanonicalEffect } from '#libs/journey';
import type { CustomerStore } from '../src/index.js';
import {
  createCustomerStore,
  customerEntities,
  CustomerStore1700000000200,
  loadRecordDefinitions,
} from '../src/index.js';

/** In the order in which they can be emptied. */
const tables = [
  'record_key',
  'record_party',
  'business_record',
  'match_decision',
  'customer_alias',
  'customer_member',
  'customer',
  'party_key',
  'party_record',
];

/** A customer store over a database of its own, with the definitions of the repository's canonical schemas. */
export interface StoreFixture {
  readonly dataSource: DataSource;
  readonly store: CustomerStore;
  /** One transaction. */
  apply(effects: readonly CanonicalEffect[]): Promise<void>;
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /** Everything that is stored, in an order of its own: equal stores give equal dumps. */
  dump(): Promise<Record<string, string[]>>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

export async function openStore(): Promise<StoreFixture> {
  const database = await createTestDatabase();
  const dataSource = new DataSource({
    type: 'postgres',
    url: database.url,
    entities: customerEntities,
    migrations: [CustomerStore1700000000200],
    poolSize: 8,
    extra: { options: '-c synchronous_commit=off' },
  });
  await dataSource.initialize();
  await dataSource.runMigrations();
  const { definitions } = loadRecordDefinitions('schemas');
  const store = createCustomerStore({ definitions });
  return {
    dataSource,
    store,
    apply: (effects) => dataSource.transaction((manager) => store.apply(manager, effects)),
    transaction: (work) => dataSource.transaction(work),
    dump: () => dumpOf(dataSource),
    empty: async () => {
      await dataSource.query(tables.map((table) => `DELETE FROM ${table}`).join('; '));
    },
    close: async () => {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

async function dumpOf(dataSource: DataSource): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await dataSource.query<{ row: string }[]>(`SELECT to_jsonb(t)::text AS row FROM ${table} t`);
    dump[table] = rows.map((row) => row.row).sort();
  }
  return dump;
}
