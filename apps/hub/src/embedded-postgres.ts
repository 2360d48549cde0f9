import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { folderOfTheServer, postgresBinaries, type ServerOwner } from '#postgres-binaries';
import pg from 'pg';

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
 * with a password that nobody has to know. It runs under a small supervisor that stops it when we are gone, however we
 * went, and in a session of its own, so that a Ctrl-C at our terminal is ours alone to handle.
 */
export async function startEmbeddedPostgres(dataFolder: string): Promise<EmbeddedPostgres> {
  const { initdb, postgres, owner } = await postgresBinaries();
  const facts = clusterFacts(resolve(dataFolder));
  const folder = folderOfTheServer(resolve(dataFolder, 'postgres'), owner, facts.name);
  const cluster = join(folder, 'cluster');
  if (!existsSync(join(cluster, 'PG_VERSION'))) await createCluster(initdb, folder, facts, owner);
  await predecessorGone(cluster);
  const port = await freePort();
  const server = supervised(postgres, ['-D', cluster, '-p', String(port), ...serverSettings], owner, folder);
  const url = (name: string): string => `postgres://postgres:${facts.password}@127.0.0.1:${port}/${name}`;
  await ready(server, url('postgres'));
  return { url: url(database), folder, stop: () => stopped(server) };
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
  const said = textOf(child);
  const code = await exitOf(child);
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw new Error(`the database could not be created: ${said()}`);
}

/**
 * The shell waits for the end of its standard input, which is a pipe from us: it ends when we do. Then, or when we close
 * it, the server gets SIGINT, a fast shutdown that finishes nobody's transaction half-way.
 */
function supervised(
  postgres: string,
  args: readonly string[],
  owner: ServerOwner | undefined,
  cwd: string,
): ChildProcess {
  const script =
    'exec 3<&0; "$@" </dev/null & server=$!; (cat <&3 >/dev/null; kill -INT "$server") & wait "$server"';
  return spawn('/bin/sh', ['-c', script, 'sh', postgres, ...args], {
    ...owner,
    cwd,
    detached: true,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
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

async function ready(server: ChildProcess, url: string): Promise<void> {
  const said = textOf(server);
  const deadline = Date.now() + readyWithinMs;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`the database did not start: ${said()}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
      if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`the database is not ready: ${said()}`, { cause: error });
      await delay(100);
    } finally {
      await client.end();
    }
  }
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const exit = exitOf(server);
  server.stdin?.end();
  await exit;
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** The last of what the process says on its standard error. */
function textOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-4_000)));
  return () => text.trim();
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
