/**
 * npm test [-- jest arguments]: everything that has to hold, from a fresh clone on. Installs the packages if there are
 * none, starts PostgreSQL and RabbitMQ (or uses DATABASE_URL and AMQP_URL), checks types, lint and format, runs all
 * tests and leaves neither process nor file behind. Its last line reads `N passed, N failed`.
 */
import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChecks } from './setup/checks.mjs';
import { installPackages } from './setup/packages.mjs';
import { temporaryFolder } from './setup/processes.mjs';
import { ensurePrograms, withServices } from './setup/services.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const total = { passed: 0, failed: 0 };

try {
  // neither needs the other, and on a new machine each takes the better part of a minute
  await Promise.all([installPackages(root), ensurePrograms()]);
  await withServices(async (services, signal) => {
    const env = { ...services, TMPDIR: folderForTests() };
    const { passed, failed } = await runChecks({ root, env, signal, jestArguments: process.argv.slice(2) });
    total.passed += passed;
    total.failed += failed + (signal.aborted ? 1 : 0);
    return 0;
  });
} catch (error) {
  console.error(error.message);
  total.failed += 1;
}

/** What tests forget in the temporary folder goes with it. Open to all: a database may run as another user. */
function folderForTests() {
  const folder = temporaryFolder('bianzu-test-');
  chmodSync(folder, 0o1777);
  return folder;
}

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
