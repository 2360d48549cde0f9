import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InterruptibleProxy } from '../../../libs/transport/test/interruptible-proxy.js';
import { buildWhenStale } from '../../../scripts/setup/build.mjs';
import { freePort } from '../../../scripts/setup/processes.mjs';
import { dataFolder } from '../../support/data-folder.js';
import { deliveryQueues, faultConfiguration } from './configuration.js';
import type { Boundary } from './boundaries.js';
import { clockOf } from './clock.js';
import { HttpInbox } from './http-inbox.js';
import type { Installation, Member } from './installation.js';
import { KeptProcess } from './kept-process.js';
import { addPartner, partnerEnvironment } from './partner/partner-configuration.js';
import type { PartnerEndpoint } from './partner/partner-endpoint.js';

/** A hub: one process with its own PostgreSQL, in which everything is. */
export class EmbeddedInstallation implements Installation {
  readonly services = undefined;
  readonly brokerUrls = [];
  readonly prefix = '';
  readonly hasCanonicalReader = false;
  lanes = 8;

  private constructor(
    private readonly folder: string,
    /** Where its PostgreSQL has its cluster. */
    private readonly cluster: string,
    readonly tokens: Readonly<Record<string, string>>,
    private readonly hub: Member,
    readonly inbox: HttpInbox,
    readonly partner: PartnerEndpoint | undefined,
    private readonly remove: () => void,
  ) {}

  /** @param partner to whom orders are pushed besides */
  static async start(
    boundaries: readonly Boundary[],
    partner: PartnerEndpoint | undefined,
  ): Promise<EmbeddedInstallation> {
    await buildWhenStale(resolve('.'));
    const configuration = faultConfiguration();
    await partner?.open();
    if (partner !== undefined) addPartner(configuration.root, partner.url);
    const folder = dataFolder();
    const hub = await startHubMember(folder.path, configuration.root, boundaries);
    await hub.process.ready();
    const tokens = readJson<Record<string, string>>(join(folder.path, 'example-credentials.json'));
    const [, place = ''] = /数据库 database\s+(\S+)/.exec(hub.process.output) ?? [];
    const inbox = new HttpInbox(hub.door!.url, tokens['operator']!, deliveryQueues);
    return new EmbeddedInstallation(folder.path, join(place, 'cluster'), tokens, hub, inbox, partner, () => {
      configuration.close();
      folder.remove();
    });
  }

  get members(): readonly Member[] {
    return [this.hub];
  }

  get gateways(): readonly Member[] {
    return this.members;
  }

  get workers(): readonly Member[] {
    return this.members;
  }

  get doors(): readonly string[] {
    return [this.hub.door!.url];
  }

  /** Its port is another one after each start. */
  get databaseUrl(): string {
    const [, , , port] = this.postmaster;
    const { password } = readJson<{ password: string }>(join(this.folder, 'postgres.json'));
    return `postgres://postgres:${password}@127.0.0.1:${port}/bianzu`;
  }

  /**
   * Ends the server as the operating system does when there is no memory left; the hub is left alone.
   * @returns false when there is none, because it has ended already
   */
  killDatabase(): boolean {
    try {
      const [pid] = this.postmaster;
      // the number may be somebody else's by now
      const isOurs = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(this.cluster);
      return isOurs && process.kill(Number(pid), 'SIGKILL');
    } catch (error) {
      if (['ESRCH', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.inbox.close();
    await this.hub.process.stop();
    await this.hub.door!.close();
    await this.partner?.close();
    this.remove();
  }

  private get postmaster(): string[] {
    return readFileSync(join(this.cluster, 'postmaster.pid'), 'utf8').split('\n');
  }
}

async function startHubMember(
  folder: string,
  configurationRoot: string,
  boundaries: readonly Boundary[],
): Promise<Member> {
  const port = await freePort();
  const door = new InterruptibleProxy(new URL(`http://127.0.0.1:${port}`));
  await door.open();
  const clock = clockOf(folder, 'hub');
  const options = {
    app: 'hub' as const,
    arguments: ['--empty'],
    ready: /OpenAPI/,
    environment: {
      BIANZU_CONFIGURATION: configurationRoot,
      BIANZU_DATA: folder,
      PORT: String(port),
      FAULT_CLOCK: clock.file,
      ...partnerEnvironment,
    },
  };
  const process = new KeptProcess('hub', options, [...boundaries]);
  return { process, brokers: [], door, setClock: (offsetMs) => clock.set(offsetMs) };
}

function readJson<Shape>(file: string): Shape {
  return JSON.parse(readFileSync(file, 'utf8')) as Shape;
}
