/**
 * npm run simulate -- --help: messages of the simulated source systems, written to a folder or sent to a hub. Installs the
 * packages if there are none and builds what is stale.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWhenStale } from './setup/build.mjs';
import { installPackages } from './setup/packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  await installPackages(root);
  await buildWhenStale(root);
  const { simulateCommand } = await import('../dist/test/simulators/simulate-command.js');
  await simulateCommand(root, (line) => console.log(line)).parseAsync(process.argv);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
