import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/** From the root of the project, where npm runs scripts. */
const folder = resolve('bench/peers');
const require = createRequire(join(folder, 'package.json'));

/** Installs the other software from the lock file here, unless that has been done. */
export function installPeers(): void {
  if (existsSync(join(folder, 'node_modules'))) return;
  console.log('installing what is measured beside Bianzu (bench/peers) ...');
  const { status } = spawnSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('npm ci in bench/peers has failed');
}

/** A module of the other software; the caller says what it uses of it. */
export function loadPeer<Module>(name: string): Module {
  return require(name) as Module;
}

/** Where a file of the other software lies. */
export function peerFile(path: string): string {
  return join(folder, 'node_modules', path);
}
