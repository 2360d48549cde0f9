/**
 * Installs the packages of a fresh clone. `npm ci` takes exactly what package-lock.json says; where npm refuses the lock
 * file (optional packages of other platforms that were not to be had when it was written), `npm install --no-save`
 * installs the same versions and leaves the lock file as it is. Plain Node: nothing is installed yet.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runInForeground } from './foreground.mjs';

const quiet = ['--no-fund', '--no-audit', '--loglevel=error'];

/** Returns at once when the packages are there. Throws when they cannot be installed; npm has then said why. */
export async function installPackages(root) {
  // npm writes this file last, so an installation that was interrupted is not taken for a whole one.
  if (existsSync(join(root, 'node_modules/.package-lock.json'))) return;
  const interruption = new AbortController();
  const interrupt = (signal) => interruption.abort(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, interrupt);
  try {
    console.log('packages: npm ci');
    if ((await npm(root, ['ci'], interruption.signal, 'ignore')) === 0) return;
    if (interruption.signal.aborted) throw new Error('已中断 / interrupted');
    console.log('packages: npm install --no-save');
    const code = await npm(root, ['install', '--no-save'], interruption.signal, 'inherit');
    if (code !== 0)
      throw new Error(`无法安装依赖包 / packages could not be installed (npm exit code ${code})`);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupt);
  }
}

function npm(root, args, signal, stdio) {
  // When npm itself started us it says where it is; that one is sure to fit.
  const program = process.env.npm_execpath;
  const [command, first] = program === undefined ? ['npm', []] : [process.execPath, [program]];
  return runInForeground(command, [...first, ...args, ...quiet], {
    cwd: root,
    env: process.env,
    signal,
    stdio,
  });
}
