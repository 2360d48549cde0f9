import type { DataSource } from 'typeorm';
import type { AuditLog } from '#libs/audit';
import type { SecretStore } from '#libs/partners';
import type { Telemetry } from '#libs/telemetry';
import type { Transport } from '#libs/transport';
import type { ConfigurationFollower } from './configuration/configuration-follower.js';
import type { LiveConfiguration } from './configuration/live-configuration.js';
import type { EndingReadings } from './ending-readings.js';
import type { LateReadings } from './late-readings.js';
import type { Settings } from './settings.js';
import type { WaitingReadings } from './waiting-readings.js';

/** What a process has in hand before its modules are made. */
export interface Runtime {
  readonly settings: Settings & { readonly databaseUrl: string };
  readonly dataSource: DataSource;
  readonly configuration: LiveConfiguration;
  /** Keeps the configuration up to date, once it is opened. */
  readonly follower: ConfigurationFollower;
  readonly transport: Transport;
  readonly telemetry: Telemetry;
  /** What waits in the installation. */
  readonly waiting: WaitingReadings;
  /** Which secrets and certificates end soon. */
  readonly endings: EndingReadings;
  /** Which acknowledgements are late. */
  readonly late: LateReadings;
  /** Who did what. */
  readonly audit: AuditLog;
  /** Secrets and certificates of partners and our own. */
  readonly secrets: SecretStore;
}
