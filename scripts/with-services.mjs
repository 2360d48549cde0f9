/**
 * node scripts/with-services.mjs [--only postgres|rabbitmq] -- <command> [arguments]
 *
 * Runs a command with a private PostgreSQL (DATABASE_URL) and a private RabbitMQ (AMQP_URL) and leaves neither process
 * nor file behind, however the command ends. Its exit code is the command's.
 */
import { runInForeground } from './setup/foreground.mjs';
import { withServices } from './setup/services.mjs';

const separator = process.argv.indexOf('--');
const [command, ...args] = separator < 0 ? [] : process.argv.slice(separator + 1);
const ownArguments = process.argv.slice(2, separator < 0 ? undefined : separator);
const only = ownArguments[0] === '--only' ? ownArguments[1] : undefined;

if (command === undefined || (only !== undefined && !['postgres', 'rabbitmq'].includes(only))) {
  console.error('usage: node scripts/with-services.mjs [--only postgres|rabbitmq] -- <command> [arguments]');
  process.exit(2);
}

try {
  const wanted = only === undefined ? undefined : [only];
  process.exitCode = await withServices(async (env, signal) => {
    console.log('services: ready');
    return runInForeground(command, args, { env, signal });
  }, wanted);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
