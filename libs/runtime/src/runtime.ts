import type { DataSource } from 'typeorm';
import type { Telemetry } from '#libs/telemetry';
import type { Transport } from '#libs/transport';
import type { LiveConfiguration } from './live-configuration.js';
import type { Settings } from './settings.js';
import type { WaitingReadings } from './waiting-readings.js';

/** What a process has in hand before its modules are made. */
export interface Runtime {
  readonly settings: Settings & { readonly databaseUrl: string };
  readonly dataSource: DataSource;
  readonly configuration: LiveConfiguration;
  readonly transport: Transport;
  readonly telemetry: Telemetry;
  /** What waits in the installation. */
  readonly waiting: WaitingReadings;
}
