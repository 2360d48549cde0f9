import { describeProblem } from '#libs/message';
import { QueueMessages } from '#libs/journal';
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
import type { Settings } from './settings.js';
import { topologyOf } from './topology.js';

/** The configuration has mistakes; the message lists them, in both languages. */
export class WrongConfiguration extends Error {
  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'WrongConfiguration';
  }
}

/**
 * Opens what a process needs, in order: database, configuration, transport (RabbitMQ with `amqpUrl`, in process without).
 * @throws WrongConfiguration when the files have mistakes: nothing is to run on half a configuration
 */
export async function openRuntime(settings: Settings & { readonly databaseUrl: string }): Promise<Runtime> {
  const dataSource = await openDatabase(settings.databaseUrl);
  const configuration = await LiveConfiguration.open(dataSource, settings.configurationRoot);
  const { problems, routing } = configuration.current;
  if (problems.length > 0) {
    await dataSource.destroy();
    throw new WrongConfiguration(
      problems.flatMap((one) => [describeProblem(one, 'zh'), describeProblem(one, 'en')]),
    );
  }
  const topology = topologyOf(routing, settings.lanes);
  return { settings, dataSource, configuration, transport: transportFor(settings, topology, dataSource) };
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
