/**
 * npm start [-- --empty] [-- --once]: the embedded edition from a fresh clone on. Installs the packages if there are none,
 * builds what is stale, and becomes the hub. Plain Node: nothing may be installed yet.
 */
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWhenStale } from './setup/build.mjs';
import { installPackages } from './setup/packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  await installPackages(root);
  await buildWhenStale(root);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const hub = spawn(
  process.execPath,
  ['--enable-source-maps', 'dist/apps/hub/src/main.js', ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
// A Ctrl-C at the terminal reaches the hub by itself, a signal to us alone does not: so it is passed on. We end when the
// hub has ended.
process.on('SIGINT', () => hub.kill('SIGINT'));
process.on('SIGTERM', () => hub.kill('SIGTERM'));
hub.once('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 128);
});
