import { Logger } from '@nestjs/common';
import { AuditLog } from '#libs/audit';
import { LaneLayout, QueueMessages } from '#libs/journal';
import { SecretStore } from '#libs/partners';
import { Telemetry } from '#libs/telemetry';
import {
  InProcessTransport,
  RabbitMqTransport,
  type QueueStore,
  type Topology,
  type Transport,
} from '#libs/transport';
import type { DataSource } from 'typeorm';
import type { KnownConfiguration } from './configuration/activate-folder.js';
import { ConfigurationFollower } from './configuration/configuration-follower.js';
import type { LiveConfiguration } from './configuration/live-configuration.js';
import { openConfiguration } from './configuration/open-configuration.js';
import { openDatabase } from './open-database.js';
import { PartnerSignatures } from './partner-signatures.js';
import type { Runtime } from './runtime.js';
import { EndingReadings } from './ending-readings.js';
import { measureServices } from './service-readings.js';
import { secretKeysOf } from './secret-keys-of.js';
import type { Settings } from './settings.js';
import { topologyOf } from './topology.js';
import { LateReadings } from './late-readings.js';
import { WaitingReadings } from './waiting-readings.js';

/** The kinds of processes. */
export type ProcessName = 'gateway' | 'worker' | 'hub';

/**
 * Opens what a process needs, in order: database, configuration, transport (RabbitMQ with `amqpUrl`, in process without).
 * @param known a configuration that this process has loaded already; what is the same in it is not compiled again
 * @throws WrongConfiguration when it has mistakes: nothing is to run on half a configuration
 */
export async function openRuntime(
  settings: Settings & { readonly databaseUrl: string },
  name: ProcessName = 'hub',
  known?: KnownConfiguration,
): Promise<Runtime> {
  const keys = secretKeysOf(settings);
  const dataSource = await openDatabase(settings.databaseUrl);
  const audit = new AuditLog(dataSource);
  const secrets = new SecretStore(dataSource, audit, keys);
  const open = { dataSource, settings, known, signatures: new PartnerSignatures(secrets) };
  const configuration = await configurationOr(() => dataSource.destroy(), open);
  // lanes of before are served until they are empty
  const lanes = Math.max(settings.lanes, (await new LaneLayout(dataSource).lanes()) ?? 0);
  const topology = topologyOf(configuration.current.routing, lanes);
  const transport = transportFor(settings, topology, dataSource);
  const waiting = new WaitingReadings(dataSource, settings.lanes);
  const endings = new EndingReadings(dataSource);
  const late = new LateReadings(dataSource, () => configuration.current.routing);
  const telemetry = await openTelemetry(settings, name);
  telemetry.beforeReading(() => endings.measure(telemetry.metrics));
  telemetry.beforeReading(() => measureServices(telemetry.metrics, dataSource, transport));
  configuration.onChange(({ routing }) => transport.extend(topologyOf(routing, lanes)));
  const follower = followerOf(settings, name, dataSource, configuration);
  return {
    settings,
    dataSource,
    configuration,
    follower,
    transport,
    telemetry,
    waiting,
    endings,
    late,
    audit,
    secrets,
  };
}

function openTelemetry({ logLevel, logSuccessesPerSecond }: Settings, name: ProcessName): Promise<Telemetry> {
  return Telemetry.open({
    process: name,
    logLevel: logLevel ?? (name === 'hub' ? 'warn' : 'info'),
    logSuccessesPerSecond,
    environment: process.env,
  });
}

interface ToOpen {
  readonly dataSource: DataSource;
  readonly settings: Settings;
  readonly known: KnownConfiguration | undefined;
  readonly signatures: PartnerSignatures;
}

async function configurationOr(
  giveUp: () => Promise<void>,
  { dataSource, settings, known, signatures }: ToOpen,
): Promise<LiveConfiguration> {
  // without a broker there is one process, and the files beside it are its configuration
  const activateAtStart = settings.activateAtStart || settings.amqpUrl === undefined;
  try {
    return await openConfiguration(dataSource, { ...settings, activateAtStart }, known, signatures);
  } catch (error) {
    await giveUp();
    throw error;
  }
}

function followerOf(
  { databaseUrl }: { readonly databaseUrl: string },
  kind: ProcessName,
  dataSource: DataSource,
  configuration: LiveConfiguration,
): ConfigurationFollower {
  const logger = new Logger('configuration');
  const report = (line: string): void => logger.error(line);
  return new ConfigurationFollower({ dataSource, databaseUrl, kind, configuration, report });
}

function transportFor(settings: Settings, topology: Topology, dataSource: DataSource): Transport {
  if (settings.amqpUrl !== undefined)
    return new RabbitMqTransport({ url: settings.amqpUrl, topology, prefix: settings.amqpPrefix });
  const queues = new QueueMessages(dataSource);
  const store: QueueStore = {
    append: (queue, messages) => queues.append(queue, messages),
    take: (queue, limit) => queues.take(queue, limit),
    confirm: async (queue, ids) => void (await queues.confirm(queue, ids)),
  };
  return new InProcessTransport({ topology, store });
}
