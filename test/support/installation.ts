import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { jest } from '@jest/globals';
import { Logger, type INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp, GatewayModule } from '#apps/gateway';
import { HubModule } from '#apps/hub';
import { createWorkerApp } from '#apps/worker';
import { Credentials, scopes } from '#libs/partners';
import { openRuntime, settingsFrom, topologyOf, type LiveConfiguration, type Runtime } from '#libs/runtime';
import type { InProcessTransport, Topology } from '#libs/transport';
import { InterruptibleProxy } from '../../libs/transport/test/interruptible-proxy.js';
import { BrokerQueues } from './broker-queues.js';
import { EmbeddedQueues } from './embedded-queues.js';
import { HubClient } from './hub-client.js';
import type { Queues } from './queues.js';
import { serviceUrl } from './service-url.js';
import type { TestDatabase } from './services/database.js';
import { createExampleDatabase, createMigratedDatabase } from './services/ready-databases.js';

export type Edition = 'embedded' | 'distributed';
export const editions: readonly Edition[] = ['embedded', 'distributed'];

export interface InstallationOptions {
  readonly edition: Edition;
  /** Folder with agreements, mappings, schemas and code lists; by default the example configuration. */
  readonly configurationRoot?: string;
  readonly maxBodyBytes?: number;
  /** More settings, by their variables. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Puts something interruptible before the database and the broker. */
  readonly interruptible?: boolean;
}

const lanes = 4;
const secretKey = randomBytes(32).toString('base64');

/** What the installations of one test file have in common is compiled once. */
let known: LiveConfiguration['known'];

/** A busy machine takes its time; conditions have their own, shorter deadlines. */
jest.setTimeout(180_000);

/**
 * A running installation of either edition in the process of the test, on a real PostgreSQL and, when distributed, a real
 * RabbitMQ: one gateway and one worker, or both in one. Everything of it is gone after `close`.
 */
export class Installation {
  /** What stands before the services, when the installation is interruptible. */
  readonly proxies: { database?: InterruptibleProxy; broker?: InterruptibleProxy } = {};
  readonly prefix = `test-${randomBytes(6).toString('hex')}.`;
  private apps: INestApplication[] = [];
  private runtimes: Runtime[] = [];
  private readonly tokens = new Map<string, string>();
  private topology: Topology | undefined;
  private open: { url: string; queues: Queues } | undefined;

  private constructor(
    private readonly options: InstallationOptions,
    readonly database: TestDatabase,
  ) {}

  static async start(options: InstallationOptions): Promise<Installation> {
    const isExample = options.configurationRoot === undefined;
    const database = await (isExample ? createExampleDatabase() : createMigratedDatabase());
    const installation = new Installation(options, database);
    try {
      if (options.interruptible === true) await installation.stepBetween();
      await installation.run(options.configurationRoot);
      return installation;
    } catch (error) {
      await installation.close();
      throw error;
    }
  }

  get url(): string {
    return this.open!.url;
  }

  get queues(): Queues {
    return this.open!.queues;
  }

  /** The process that serves HTTP. */
  get gateway(): Runtime {
    return this.runtimes[0]!;
  }

  /** The application that serves HTTP. */
  get http(): NestFastifyApplication {
    return this.apps[0] as NestFastifyApplication;
  }

  /** Everything that the installation declares on its broker. */
  get declared(): Topology {
    return this.topology!;
  }

  /** A client with the token of a partner, or of `operator`, who may do everything. */
  async client(principal: string): Promise<HubClient> {
    return new HubClient(this.url, await this.tokenOf(principal));
  }

  /** A client with any token, or with none. */
  stranger(token?: string): HubClient {
    return new HubClient(this.url, token);
  }

  async tokenOf(principal: string): Promise<string> {
    const known = this.tokens.get(principal);
    const granted = principal === 'operator' ? scopes : (['messages', 'base-data'] as const);
    const token =
      known ?? (await new Credentials(this.gateway.dataSource).issue(principal, granted, 'example-key'));
    this.tokens.set(principal, token);
    return token;
  }

  /** Stops everything and starts it again on the same data, as after a change of the configuration. */
  async restart(configurationRoot?: string): Promise<void> {
    await this.stop();
    await this.run(configurationRoot);
  }

  async close(): Promise<void> {
    await this.stop();
    if (this.topology !== undefined && this.options.edition === 'distributed') {
      const broker = await BrokerQueues.open(serviceUrl('AMQP_URL'), this.prefix);
      await broker.remove(this.topology);
      await broker.close();
    }
    await this.proxies.database?.close();
    await this.proxies.broker?.close();
    await this.database.drop();
  }

  private async stepBetween(): Promise<void> {
    this.proxies.database = new InterruptibleProxy(new URL(this.database.url));
    await this.proxies.database.open();
    if (this.options.edition === 'embedded') return;
    this.proxies.broker = new InterruptibleProxy(new URL(serviceUrl('AMQP_URL')));
    await this.proxies.broker.open();
  }

  private async run(configurationRoot = resolve('.')): Promise<void> {
    const isDistributed = this.options.edition === 'distributed';
    const front = await this.openRuntime(configurationRoot, true);
    const module = isDistributed ? GatewayModule.with(front) : HubModule.with(front);
    const http = await createHttpApp(module, front);
    this.apps.push(http);
    await http.startAllMicroservices();
    await http.listen(0, '127.0.0.1');
    if (isDistributed) {
      const worker = await createWorkerApp(await this.openRuntime(configurationRoot));
      this.apps.push(worker);
      await worker.startAllMicroservices();
      await worker.init();
    }
    // what goes wrong here goes wrong on purpose
    Logger.overrideLogger(false);
    this.topology = topologyOf(front.configuration.current.routing, lanes);
    const url = (await http.getUrl()).replace('[::1]', 'localhost');
    this.open = { url, queues: await this.openQueues(front, url) };
  }

  private async openRuntime(configurationRoot: string, activateAtStart = false): Promise<Runtime> {
    const { edition, maxBodyBytes, environment } = this.options;
    const settings = settingsFrom({
      PORT: '0',
      BIANZU_LANES: String(lanes),
      BIANZU_CONFIGURATION: configurationRoot,
      BIANZU_ACTIVATE_AT_START: String(activateAtStart),
      BIANZU_AMQP_PREFIX: this.prefix,
      BIANZU_LOG_LEVEL: 'silent',
      BIANZU_SECRET_KEY: secretKey,
      ...environment,
      ...(maxBodyBytes === undefined ? {} : { BIANZU_MAX_BODY_BYTES: String(maxBodyBytes) }),
    });
    const databaseUrl = this.proxies.database?.url ?? this.database.url;
    const amqpUrl =
      edition === 'distributed' ? (this.proxies.broker?.url ?? serviceUrl('AMQP_URL')) : undefined;
    const runtime = await openRuntime({ ...settings, databaseUrl, amqpUrl }, undefined, known);
    known = runtime.configuration.known;
    this.runtimes.push(runtime);
    return runtime;
  }

  private async openQueues(front: Runtime, url: string): Promise<Queues> {
    if (this.options.edition === 'distributed') return BrokerQueues.open(serviceUrl('AMQP_URL'), this.prefix);
    const operator = await new Credentials(front.dataSource).issue('operator', scopes);
    return new EmbeddedQueues(front.transport as InProcessTransport, new HubClient(url, operator));
  }

  /** The worker first, so that nothing new is begun while the gateway finishes. */
  private async stop(): Promise<void> {
    await this.open?.queues.close();
    this.open = undefined;
    for (const app of this.apps.splice(0).reverse()) await app.close();
    for (const { dataSource, telemetry } of this.runtimes.splice(0)) {
      await dataSource.destroy();
      await telemetry.close();
    }
  }
}
