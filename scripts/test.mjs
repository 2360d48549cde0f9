/**
 * npm test [-- jest arguments]: everything that has to hold, from a fresh clone on. Installs the packages if there are
 * none, starts PostgreSQL and RabbitMQ (or uses DATABASE_URL and AMQP_URL), checks types, lint and format, runs all
 * tests and leaves neither process nor file behind. Its last line reads `N passed, N failed`.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChecks } from './setup/checks.mjs';
import { installPackages } from './setup/packages.mjs';
import { withServices } from './setup/services.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const total = { passed: 0, failed: 0 };

try {
  await installPackages(root);
  await withServices(async (env, signal) => {
    const { passed, failed } = await runChecks({ root, env, signal, jestArguments: process.argv.slice(2) });
    total.passed += passed;
    total.failed += failed + (signal.aborted ? 1 : 0);
    return 0;
  });
} catch (error) {
  console.error(error.message);
  total.failed += 1;
}

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
