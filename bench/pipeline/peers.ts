import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const folder = 'bench/pipeline/node-red';

/** The other software is no dependency of the project: it is installed into a folder of its own when it is missing. */
export function installPeers(): void {
  if (existsSync(`${folder}/node_modules/node-red`)) return;
  console.log('bench: installs the software to compare with');
  execFileSync('npm', ['ci', '--prefix', folder, '--no-fund', '--no-audit', '--loglevel=error'], {
    stdio: 'inherit',
  });
}
