import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Credentials } from '#libs/partners';
import { openDatabase } from '#libs/runtime';
import { startChild, type Child } from './child.js';
import { newDatabase } from './database.js';
import type { Services, Subject } from './subject.js';

export interface BianzuSubject extends Subject {
  readonly databaseUrl: string;
  /** Where each process tells its metrics, in the order of `pids`. */
  readonly metrics: readonly string[];
}

export interface BianzuOptions {
  /** Without workers, what is taken in stays in the journal. */
  readonly workers: number;
  /**
   * `bare`: orders are validated, mapped, stored and published, as the other subjects do it; `example`: as in the example
   * configuration each order also goes to another system in that one's format, and is acknowledged.
   */
  readonly terms?: 'bare' | 'example';
  readonly sender?: string;
  /** More settings of all processes, by their variables. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly name?: string;
}

/** The distributed edition as built: one gateway, and workers when messages are to travel. */
export async function startBianzu(
  services: Services,
  { workers, terms = 'bare', sender = 'sys-1', settings = {}, name }: BianzuOptions,
): Promise<BianzuSubject> {
  const configuration = terms === 'example' ? undefined : await bareTerms();
  const database = await newDatabase(services.databaseUrl);
  const prefix = `bench-${randomBytes(4).toString('hex')}.`;
  const environment = {
    DATABASE_URL: database.url,
    AMQP_URL: services.amqpUrl,
    BIANZU_AMQP_PREFIX: prefix,
    PORT: '0',
    NODE_ENV: 'production',
    ...settings,
    ...(configuration === undefined ? {} : { BIANZU_CONFIGURATION: configuration }),
  };
  const options = { environment, profiles: services.profiles };
  const token = await issueToken(database.url, sender);
  const gateway = await startChild(program('gateway'), [], /gateway: (http:[^\s"]+)/, options);
  const children: Child[] = [gateway];
  for (let n = 0; n < workers; n++)
    children.push(await startChild(program('worker'), [], /worker: ready, ([^\s"]+)/, options));
  return {
    name: name ?? (terms === 'bare' ? 'Bianzu' : 'Bianzu, example terms'),
    url: `${gateway.ready[1]!}/v1/messages`,
    token,
    published: { exchange: `${prefix}bianzu.canonical`, pattern: 'transport-order.#' },
    pids: children.map(({ pid }) => pid),
    databaseUrl: database.url,
    metrics: [`${gateway.ready[1]!}/metrics`, ...children.slice(1).map(({ ready }) => ready[1]!)],
    stop: async () => {
      await Promise.all(children.map((child) => child.stop()));
      await database.drop();
      if (configuration !== undefined) await rm(configuration, { recursive: true });
    },
  };
}

/** The example configuration with only the key-account freight system, which asks for no acknowledgements, and no routes. */
async function bareTerms(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-configuration-'));
  for (const name of ['schemas', 'mappings', 'code-lists']) await symlink(resolve(name), join(folder, name));
  await mkdir(join(folder, 'agreements'));
  const partner = await readFile('agreements/sys-1.yaml', 'utf8');
  await writeFile(join(folder, 'agreements/sys-1.yaml'), partner.replace('when: always', 'when: never'));
  await writeFile(join(folder, 'agreements/routes.yaml'), 'destinations: []\nroutes: []\n');
  return folder;
}

function program(app: 'gateway' | 'worker'): string {
  return resolve('dist/apps', app, 'src/main.js');
}

async function issueToken(databaseUrl: string, sender: string): Promise<string> {
  const dataSource = await openDatabase(databaseUrl);
  const token = await new Credentials(dataSource).issue(sender, ['messages']);
  await dataSource.destroy();
  return token;
}
