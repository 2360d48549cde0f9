import { randomBytes } from 'node:crypto';
import { loadConfiguration } from '#libs/configuration';
import { Credentials, scopes } from '#libs/partners';
import { openDatabase, topologyOf } from '#libs/runtime';
import type { Publisher } from '#libs/transport';
import { BianzuProcess } from './bianzu-process.js';
import { BrokerQueues } from './broker-queues.js';
import { HubClient } from './hub-client.js';
import type { Queues } from './queues.js';
import { serviceUrl } from './service-url.js';
import { createExampleDatabase, createMigratedDatabase } from './services/ready-databases.js';

/** One gateway and some workers of the distributed edition as processes of their own. */
export interface DistributedProcesses {
  readonly url: string;
  readonly databaseUrl: string;
  readonly gateway: BianzuProcess;
  readonly workers: readonly BianzuProcess[];
  readonly operator: HubClient;
  readonly tokens: Readonly<Record<string, string>>;
  /** Publishes the way source systems do, to the exchanges of this installation. */
  readonly publisher: Publisher;
  /** The messaging side as an internal system sees it. */
  readonly queues: Queues;
  close(): Promise<void>;
}

/** @param settings environment variables of all processes */
export async function startDistributed(
  workerCount: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<DistributedProcesses> {
  const isExample = settings.BIANZU_CONFIGURATION === undefined;
  const database = await (isExample ? createExampleDatabase() : createMigratedDatabase());
  const prefix = `test-${randomBytes(6).toString('hex')}.`;
  const { routing } = loadConfiguration(settings.BIANZU_CONFIGURATION ?? '.', { isSound: true });
  const tokens = await issueTokens(
    database.url,
    routing.partners.map(({ id }) => id),
  );
  const environment = {
    ...settings,
    DATABASE_URL: database.url,
    AMQP_URL: serviceUrl('AMQP_URL'),
    BIANZU_AMQP_PREFIX: prefix,
  };
  const gateway = await BianzuProcess.start('gateway', { environment });
  // what it has found sound its workers need not check again
  const [, url = ''] = await gateway.printed(/gateway: (http:\S+)/);
  const workers = await Promise.all(
    Array.from({ length: workerCount }, () => BianzuProcess.start('worker', { environment })),
  );
  for (const worker of workers) await worker.printed(/worker: ready/);
  const queues = await BrokerQueues.open(serviceUrl('AMQP_URL'), prefix);
  return {
    url,
    databaseUrl: database.url,
    gateway,
    workers,
    queues,
    operator: new HubClient(url, tokens['operator']),
    tokens,
    publisher: {
      publish: async (batch) => {
        for (const { exchange, routingKey, body, properties } of batch)
          await queues.publish(exchange, routingKey, body, properties);
      },
    },
    close: async () => {
      for (const one of [gateway, ...workers]) await one.end('SIGKILL');
      await queues.remove(topologyOf(routing, 8));
      await queues.close();
      await database.drop();
    },
  };
}

async function issueTokens(url: string, partners: readonly string[]): Promise<Record<string, string>> {
  const dataSource = await openDatabase(url);
  const credentials = new Credentials(dataSource);
  const tokens: Record<string, string> = { operator: await credentials.issue('operator', scopes) };
  for (const id of partners)
    tokens[id] = await credentials.issue(id, ['messages', 'base-data'], 'example-key');
  await dataSource.destroy();
  return tokens;
}
