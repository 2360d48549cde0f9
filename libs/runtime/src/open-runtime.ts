import { MissingConfiguration } from '#libs/configuration';
import { describeProblem, type ConfigurationProblem } from '#libs/message';
import { QueueMessages } from '#libs/journal';
import { Telemetry } from '#libs/telemetry';
import {
  InProcessTransport,
  RabbitMqTransport,
  type QueueStore,
  type Topology,
  type Transport,
} from '#libs/transport';
import type { DataSource } from 'typeorm';
import { LiveConfiguration } from './live-configuration.js';
import { openDatabase } from './open-database.js';
import type { Runtime } from './runtime.js';
import { measureServices } from './service-readings.js';
import type { Settings } from './settings.js';
import { topologyOf } from './topology.js';
import { WaitingReadings } from './waiting-readings.js';

/** The configuration has mistakes; the message lists them, in both languages. */
export class WrongConfiguration extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'WrongConfiguration';
  }
}

/** The kinds of processes. */
export type ProcessName = 'gateway' | 'worker' | 'hub';

/**
 * Opens what a process needs, in order: database, configuration, transport (RabbitMQ with `amqpUrl`, in process without).
 * @throws WrongConfiguration when the files have mistakes: nothing is to run on half a configuration
 */
export async function openRuntime(
  settings: Settings & { readonly databaseUrl: string },
  name: ProcessName = 'hub',
): Promise<Runtime> {
  const dataSource = await openDatabase(settings.databaseUrl);
  const configuration = await openConfiguration(dataSource, settings.configurationRoot);
  const { problems, routing } = configuration.current;
  if (problems.length > 0) {
    await dataSource.destroy();
    throw wrongConfiguration(problems);
  }
  const topology = topologyOf(routing, settings.lanes);
  const transport = transportFor(settings, topology, dataSource);
  const waiting = new WaitingReadings(dataSource, settings.lanes);
  const telemetry = await openTelemetry(settings, name);
  telemetry.beforeReading(() => measureServices(telemetry.metrics, dataSource, transport));
  return { settings, dataSource, configuration, transport, telemetry, waiting };
}

function openTelemetry({ logLevel, logSuccessesPerSecond }: Settings, name: ProcessName): Promise<Telemetry> {
  return Telemetry.open({
    process: name,
    logLevel: logLevel ?? (name === 'hub' ? 'warn' : 'info'),
    logSuccessesPerSecond,
    environment: process.env,
  });
}

async function openConfiguration(dataSource: DataSource, root: string): Promise<LiveConfiguration> {
  try {
    return await LiveConfiguration.open(dataSource, root);
  } catch (error) {
    await dataSource.destroy();
    throw error instanceof MissingConfiguration ? wrongConfiguration(error.problems) : error;
  }
}

function wrongConfiguration(problems: readonly ConfigurationProblem[]): WrongConfiguration {
  return new WrongConfiguration(
    problems.flatMap((one) => [describeProblem(one, 'zh'), describeProblem(one, 'en')]),
  );
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
