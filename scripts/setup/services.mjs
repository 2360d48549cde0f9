/**
 * The services that tests need, as environment variables: DATABASE_URL (a server on which databases may be created) and
 * AMQP_URL. What the environment names already is used as it is; the rest is started privately.
 */
import { ensureOpenSsh } from './install-openssh.mjs';
import { ensureRabbitMq } from './install-rabbitmq.mjs';
import { startPostgres } from './postgres.mjs';
import { startRabbitMq } from './rabbitmq.mjs';

const allServices = ['postgres', 'rabbitmq'];

/** Sees to it that this machine has the programs of what is wanted. Throws an Error for people where it has not. */
export async function ensurePrograms(wanted = allServices) {
  // one after the other: apt has one lock
  await ensureOpenSsh();
  if (wanted.includes('rabbitmq') && !process.env.AMQP_URL) await ensureRabbitMq();
}

/** Starts what is missing; `stop` gives back everything that was started, also after a start that failed half-way. */
export async function startServices(wanted = allServices) {
  await ensurePrograms(wanted);
  const started = [];
  const stop = async () => {
    for (const service of started.splice(0)) await service.stop();
  };
  const start = async (variable, name, begin) => {
    if (!wanted.includes(name) || process.env[variable]) return {};
    const service = await begin();
    started.push(service);
    return { [variable]: service.url };
  };
  const starts = await Promise.allSettled([
    start('DATABASE_URL', 'postgres', startPostgres),
    start('AMQP_URL', 'rabbitmq', startRabbitMq),
  ]);
  const failure = starts.find((result) => result.status === 'rejected');
  if (failure !== undefined) {
    await stop();
    throw failure.reason;
  }
  return { environment: Object.assign({}, ...starts.map((result) => result.value)), stop };
}

/**
 * Runs a command with these services and returns its exit code. Ctrl-C and SIGTERM are passed on to the command, and
 * the services go after it; a second signal does not wait for it.
 */
export async function withServices(runWith, wanted) {
  const interruption = new AbortController();
  const interrupt = (signal) => interruption.abort(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt);
  const services = await startServices(wanted);
  try {
    if (interruption.signal.aborted) return 130;
    return await runWith({ ...process.env, ...services.environment }, interruption.signal);
  } finally {
    await services.stop();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, interrupt);
  }
}
