import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connect } from 'amqplib';
import { Credentials, scopes } from '#libs/partners';
import { openDatabase } from '#libs/runtime';
import { buildWhenStale } from '../../../scripts/setup/build.mjs';
import { freePort } from '../../../scripts/setup/processes.mjs';
import type { Boundary } from './boundaries.js';
import { clockOf } from './clock.js';
import { deliveryQueues, faultConfiguration, senders } from './configuration.js';
import { InterruptibleProxy } from '../../../libs/transport/test/interruptible-proxy.js';
import { Inbox } from './inbox.js';
import type { Installation, Member } from './installation.js';
import { KeptProcess } from './kept-process.js';
import { addPartner, partnerEnvironment } from './partner/partner-configuration.js';
import type { PartnerEndpoint } from './partner/partner-endpoint.js';
import type { FaultServices } from './services.js';

export interface InstallationPlan {
  readonly gateways: number;
  readonly workers: number;
  /** The first gateway and the first worker die there, at one after the other. */
  readonly boundaries?: readonly Boundary[];
  /** Orders are pushed to a partner besides. */
  readonly partner?: PartnerEndpoint;
}

const firstLanes = 4;
/** Readers of the canonical messages have a queue of their own. */
export const canonicalQueue = 'audit.canonical';

/** Gateways and workers as processes of the built product, on services that can be killed, with a bad network between. */
export class FaultInstallation implements Installation {
  readonly hasCanonicalReader = true;
  lanes = firstLanes;
  private constructor(
    readonly services: FaultServices,
    readonly databaseUrl: string,
    readonly prefix: string,
    readonly tokens: Readonly<Record<string, string>>,
    readonly gateways: readonly Member[],
    readonly workers: readonly Member[],
    readonly inbox: Inbox,
    readonly partner: PartnerEndpoint | undefined,
    private readonly remove: () => void,
  ) {}

  static async start(services: FaultServices, plan: InstallationPlan): Promise<FaultInstallation> {
    await buildWhenStale(resolve('.'));
    const databaseUrl = await services.database();
    const prefix = `faults-${randomBytes(4).toString('hex')}.`;
    const configuration = faultConfiguration();
    const { partner } = plan;
    await partner?.open();
    if (partner !== undefined) addPartner(configuration.root, partner.url);
    const folder = mkdtempSync(join(tmpdir(), 'bianzu-faults-'));
    const tokens = await issueTokens(databaseUrl);
    const environment = {
      BIANZU_CONFIGURATION: configuration.root,
      BIANZU_AMQP_PREFIX: prefix,
      BIANZU_LANES: String(firstLanes),
      BIANZU_LOG_LEVEL: 'warn',
      BIANZU_DATA: folder,
      ...partnerEnvironment,
    };
    const member = (app: 'gateway' | 'worker') => async (_: unknown, index: number) =>
      startMember(`${app} ${index + 1}`, app, {
        services,
        databaseUrl,
        folder,
        environment,
        boundaries: index === 0 ? (plan.boundaries ?? []).filter((one) => one.app === app) : [],
      });
    const gateways = await Promise.all(Array.from({ length: plan.gateways }, member('gateway')));
    // the first worker is the one that has relay and lanes, and so the one that comes to the boundaries
    const first = await member('worker')(undefined, 0);
    for (const { process } of [...gateways, first]) await process.ready();
    const others = Array.from({ length: plan.workers - 1 }, (_, index) => member('worker')(_, index + 1));
    const workers = [first, ...(await Promise.all(others))];
    for (const { process } of workers) await process.ready();
    const urls = services.brokers.map(({ url }) => url);
    await bindReaders(urls[0]!, prefix);
    const inbox = new Inbox(urls, prefix, [canonicalQueue, ...deliveryQueues]);
    const remove = (): void => {
      configuration.close();
      rmSync(folder, { recursive: true, force: true });
    };
    return new FaultInstallation(
      services,
      databaseUrl,
      prefix,
      tokens,
      gateways,
      workers,
      inbox,
      partner,
      remove,
    );
  }

  get members(): readonly Member[] {
    return [...this.gateways, ...this.workers];
  }

  get doors(): string[] {
    return this.gateways.map(({ door }) => door!.url);
  }

  get brokerUrls(): string[] {
    return this.services.brokers.map(({ url }) => url);
  }

  async stop(): Promise<void> {
    await this.inbox.close();
    await Promise.all(
      this.members.map(async ({ process, database, brokers, door }) => {
        await process.stop();
        for (const proxy of [database, ...brokers, door]) await proxy?.close();
      }),
    );
    await this.partner?.close();
    this.remove();
  }
}

interface MemberPlan {
  readonly services: FaultServices;
  readonly databaseUrl: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly boundaries: Boundary[];
}

async function startMember(name: string, app: 'gateway' | 'worker', plan: MemberPlan): Promise<Member> {
  const { services, databaseUrl, folder, environment, boundaries } = plan;
  const database = new InterruptibleProxy(new URL(databaseUrl));
  const brokers = services.brokers.map(({ url }) => new InterruptibleProxy(new URL(url)));
  for (const proxy of [database, ...brokers]) await proxy.open();
  const clock = clockOf(folder, name);
  const port = await freePort();
  const door = app === 'gateway' ? new InterruptibleProxy(new URL(`http://127.0.0.1:${port}`)) : undefined;
  await door?.open();
  const process = new KeptProcess(
    name,
    {
      app,
      ready: app === 'gateway' ? /gateway: http\S+ is ready/ : /worker: ready/,
      environment: {
        ...environment,
        DATABASE_URL: database.url,
        AMQP_URL: brokers.map(({ url }) => url).join(','),
        PORT: String(port),
        FAULT_CLOCK: clock.file,
      },
    },
    boundaries,
  );
  return { process, database, brokers, door, setClock: (offsetMs) => clock.set(offsetMs) };
}

async function issueTokens(url: string): Promise<Record<string, string>> {
  const dataSource = await openDatabase(url);
  const credentials = new Credentials(dataSource);
  const tokens: Record<string, string> = { operator: await credentials.issue('operator', scopes) };
  for (const id of senders)
    tokens[id] = await credentials.issue(id, ['messages', 'base-data'], 'example-key');
  await dataSource.destroy();
  return tokens;
}

async function bindReaders(url: string, prefix: string): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  await channel.assertQueue(prefix + canonicalQueue, {
    durable: true,
    arguments: { 'x-queue-type': 'quorum' },
  });
  await channel.bindQueue(prefix + canonicalQueue, `${prefix}bianzu.canonical`, '#');
  await connection.close();
}
