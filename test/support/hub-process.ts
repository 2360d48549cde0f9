import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BianzuProcess } from './bianzu-process.js';
import { HubClient } from './hub-client.js';

/** A process of the embedded edition that serves, with its operator. */
export interface RunningHub {
  readonly process: BianzuProcess;
  readonly operator: HubClient;
  client(partner: string): HubClient;
}

export interface HubOptions {
  /** Folder with agreements, mappings, schemas and code lists; by default the example configuration. */
  readonly configurationRoot?: string;
  /** The most that its JavaScript heap may have; the process dies when it needs more. */
  readonly heapMegabytes?: number;
}

/** Starts the embedded edition on a data folder, with these arguments, and waits until it serves. */
export async function startHub(
  folder: string,
  given: readonly string[],
  { configurationRoot = '.', heapMegabytes }: HubOptions = {},
): Promise<RunningHub> {
  const limit = heapMegabytes === undefined ? '' : `--max-old-space-size=${heapMegabytes}`;
  const hub = await BianzuProcess.start('hub', {
    arguments: given,
    environment: { BIANZU_DATA: folder, BIANZU_CONFIGURATION: configurationRoot, NODE_OPTIONS: limit },
  });
  const [, url = ''] = await hub.printed(/(http:\S+)\/v1\b/);
  const tokens = JSON.parse(readFileSync(join(folder, 'example-credentials.json'), 'utf8')) as Record<
    string,
    string
  >;
  const client = (partner: string): HubClient => new HubClient(url, tokens[partner]);
  return { process: hub, operator: client('operator'), client };
}

/** Where the database of a running hub is: it has a port of its own at each start. */
export function databaseUrlOf({ process: hub }: RunningHub, folder: string): string {
  const [, databaseFolder = ''] = /数据库 database\s+(\S+)/.exec(hub.output) ?? [];
  const port = readFileSync(join(databaseFolder, 'cluster/postmaster.pid'), 'utf8').split('\n')[3]!;
  const { password } = JSON.parse(readFileSync(join(folder, 'postgres.json'), 'utf8')) as {
    password: string;
  };
  return `postgres://postgres:${password}@127.0.0.1:${port}/bianzu`;
}
