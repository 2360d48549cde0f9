import pg from 'pg';
import { DataSource } from 'typeorm';
import { AuditLog1700000000350 } from '#libs/audit';
import { ConformanceDelivery1700000000392, ConformanceRun1700000000390 } from '#libs/conformance';
import { customerEntities, CustomerStore1700000000200 } from '#libs/customers';
import { Housekeeping1700000000252 } from '#libs/housekeeping';
import { CodeListChanges1700000000373, ServiceInterfaces1700000000370 } from '#libs/interfaces';
import { createPartitions, journalEntities, journalMigrations } from '#libs/journal';
import {
  Clients1700000000352,
  Credential,
  Credentials1700000000150,
  LoginPlaces1700000000355,
  People1700000000353,
  SessionFamilies1700000000354,
  Secrets1700000000351,
} from '#libs/partners';
import { FreightCancellation1700000000374, FreightStatistics1700000000372 } from '#libs/statistics';
import { OrdersByTime1700000000371 } from '#libs/tracking';
import { Webhooks1700000000340, WebhookSubscription } from '#libs/webhooks';
import { As2BodiesInParts1700000000321, As2Transmissions1700000000320 } from '#libs/transmissions';
import { ConfigurationVersions1700000000251 } from './migrations/1700000000251-configuration-versions.js';
import { ConfigurationCheck1700000000301 } from './migrations/1700000000301-configuration-check.js';
import { ConfigurationFolder1700000000300 } from './migrations/1700000000300-configuration-folder.js';

const partitionDaysAhead = 7;
const dayMs = 86_400_000;

/** For a connection, and for a place among those that there are. */
const connectWithinMs = 15_000;

/**
 * What a process that is frozen, or that the network has forgotten, holds in a transaction is given back, so that others
 * can go on. The first is longer than a sender may let us wait in the middle of a body.
 */
const sessionSettings = [
  'idle_in_transaction_session_timeout=120s',
  'tcp_keepalives_idle=30',
  'tcp_keepalives_interval=10',
  'tcp_keepalives_count=3',
];

/**
 * Connects to the database, brings its tables up to date and makes the coming days' partitions. Processes that start at
 * the same time wait for each other here.
 */
export async function openDatabase(url: string): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [...journalEntities, Credential, ...customerEntities, WebhookSubscription],
    migrations: [
      ...journalMigrations,
      Credentials1700000000150,
      CustomerStore1700000000200,
      ConfigurationVersions1700000000251,
      Housekeeping1700000000252,
      ConfigurationFolder1700000000300,
      ConfigurationCheck1700000000301,
      As2Transmissions1700000000320,
      As2BodiesInParts1700000000321,
      Webhooks1700000000340,
      AuditLog1700000000350,
      Secrets1700000000351,
      Clients1700000000352,
      People1700000000353,
      SessionFamilies1700000000354,
      LoginPlaces1700000000355,
      ServiceInterfaces1700000000370,
      OrdersByTime1700000000371,
      FreightStatistics1700000000372,
      FreightCancellation1700000000374,
      CodeListChanges1700000000373,
      ConformanceRun1700000000390,
      ConformanceDelivery1700000000392,
    ],
    extra: {
      max: 20,
      keepAlive: true,
      connectionTimeoutMillis: connectWithinMs,
      options: sessionSettings.map((setting) => `-c ${setting}`).join(' '),
    },
    applicationName: 'bianzu',
  });
  await dataSource.initialize();
  await whileLocked(url, () => dataSource.runMigrations({ transaction: 'each' }));
  await keepPartitions(dataSource);
  return dataSource;
}

/** Makes the partitions from yesterday (a clock may be late) to a week ahead. */
export function keepPartitions(dataSource: DataSource): Promise<void> {
  return createPartitions(dataSource, Date.now() - dayMs, partitionDaysAhead + 2);
}

async function whileLocked(url: string, work: () => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(hashtext('bianzu-migrations'))`);
    await work();
  } finally {
    await client.end();
  }
}
