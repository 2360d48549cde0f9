import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { folderOfTheServer, postgresBinaries, type ServerOwner } from '#postgres-binaries';
import { WrongSetting } from '#libs/message';
import pg from 'pg';
import { exitOf, KeptServer, lastWordsOf } from './kept-server.js';

export interface EmbeddedPostgres {
  readonly url: string;
  /** Where the database lies. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** What we know of our cluster; kept beside it, readable by us only. */
interface ClusterFacts {
  readonly name: string;
  readonly password: string;
}

const readyWithinMs = 120_000;
const database = 'bianzu';

/**
 * Our own PostgreSQL in a folder: created at the first start, durable (fsync on), reachable from this machine only and
 * with a password that nobody has to know. It goes when we do, and is started again when it goes without us.
 */
export async function startEmbeddedPostgres(dataFolder: string): Promise<EmbeddedPostgres> {
  const { initdb, postgres, owner } = await postgresBinaries();
  const facts = clusterFacts(resolve(dataFolder));
  const folder = folderOfTheServer(resolve(dataFolder, 'postgres'), owner, facts.name);
  const cluster = join(folder, 'cluster');
  if (!existsSync(join(cluster, 'PG_VERSION'))) await createCluster(initdb, folder, facts, owner);
  await predecessorGone(cluster);
  const port = await freePort();
  const args = ['-D', cluster, '-p', String(port), ...serverSettings];
  const server = new KeptServer({ postgres, args, owner, folder });
  const url = (name: string): string => `postgres://postgres:${facts.password}@127.0.0.1:${port}/${name}`;
  await ready(server, url('postgres'));
  server.keep();
  return { url: url(database), folder, stop: () => server.stop() };
}

const serverSettings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=100',
  'shared_buffers=256MB',
  'max_wal_size=2GB',
  'log_min_messages=fatal',
].flatMap((setting) => ['-c', setting]);

function clusterFacts(dataFolder: string): ClusterFacts {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'postgres.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as ClusterFacts;
  const facts = {
    name: `cluster-${randomBytes(6).toString('hex')}`,
    password: randomBytes(24).toString('base64url'),
  };
  writeFileSync(file, JSON.stringify(facts), { mode: 0o600 });
  return facts;
}

async function createCluster(
  initdb: string,
  folder: string,
  { password }: ClusterFacts,
  owner: ServerOwner | undefined,
): Promise<void> {
  const unfinished = join(folder, 'cluster');
  // a cluster without PG_VERSION is one whose creation was interrupted
  rmSync(unfinished, { recursive: true, force: true });
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner !== undefined) chownSync(passwordFile, owner.uid, owner.gid);
  const options = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'];
  const child = spawn(initdb, [`--pgdata=${unfinished}`, `--pwfile=${passwordFile}`, ...options], {
    ...owner,
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = lastWordsOf(child);
  const code = await exitOf(child);
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw new Error(`the database could not be created: ${said()}`);
}

/** A hub that was killed leaves a server that is just shutting down. */
async function predecessorGone(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const deadline = Date.now() + 30_000;
  while (existsSync(pidFile) && Date.now() < deadline) {
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    if (!isServerOf(pid, cluster)) return;
    await delay(100);
  }
}

function isServerOf(pid: number, cluster: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(cluster);
  } catch {
    // no such process, or no /proc: PostgreSQL looks after its own lock file
    return false;
  }
}

async function ready(server: KeptServer, url: string): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  for (;;) {
    if (server.hasEnded) throw notStarted(server.said);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
      return;
    } catch (error) {
      if (Date.now() > deadline)
        throw new Error(`the database is not ready: ${server.said}`, { cause: error });
      await delay(100);
    } finally {
      await client.end();
    }
  }
}

function notStarted(said: string): Error {
  if (!said.includes('postmaster.pid')) return new Error(`the database did not start: ${said}`);
  return new WrongSetting('BIANZU_DATA', {
    zh: '该数据目录正被另一个实例使用。',
    en: 'another hub is running on this data folder.',
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}
